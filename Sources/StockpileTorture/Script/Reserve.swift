/// The made-up district the clients work in: nothing in it is real.
enum Reserve {
    static let depots = ["D1", "D2", "D3", "D4"]
    static let towns = ["T1", "T2", "T3"]
    static let places = depots + towns
    static let items = ["quilt", "water", "rope", "rice", "tent"]
    static let keepers = ["keeper1", "keeper2", "keeper3"]
    static let commanders = ["commander1", "commander2"]
    static let finance = ["finance1", "finance2"]

    static func expires(_ item: String) -> Bool { item == "water" || item == "rice" }

    /// What is asked for and where: every fourth time the same scarce goods, so that clients take the last of them from each other.
    static func somewhere(_ numbers: inout SeededNumbers, among places: [String]) -> (item: String, place: String) {
        numbers.happens(25) ? ("rope", "D2") : (numbers.one(of: items), numbers.one(of: places))
    }

    static let content = """
        SELECT stockpile.set_district('{"division_code": "530199", "local_unit": "02", "name": "试验区", "name_en": "Torture",
            "time_zone": "Asia/Shanghai", "short_code": "SY", "content_sha256": "made up", "source": "made up"}');
        INSERT INTO stockpile.reserve_category VALUES ('relief', '救灾', 'Relief', 1, 's');
        INSERT INTO stockpile.classification_code VALUES ('1020000', '衣被', 'Bedding', 's');
        INSERT INTO stockpile.item (code, name, name_en, classification_code, base_unit, shelf_life_months, shelf_life_from,
            shelf_life_source, warn_days, rotate_days, is_returnable, retired_on, source)
            SELECT code, code, code, '1020000', '件', CASE WHEN code IN ('water', 'rice') THEN 12 END,
                CASE WHEN code IN ('water', 'rice') THEN 'manufactured' END, CASE WHEN code IN ('water', 'rice') THEN 'label' END,
                CASE WHEN code IN ('water', 'rice') THEN 60 END, CASE WHEN code IN ('water', 'rice') THEN 30 END, false, NULL, 's'
            FROM unnest(ARRAY['quilt', 'water', 'rope', 'rice', 'tent']) AS code;
        INSERT INTO stockpile.item_category SELECT item_id, 'relief' FROM stockpile.item;
        INSERT INTO stockpile.stock_owner (code, name, name_en, source) VALUES ('own', '本级', 'Own', 's');
        INSERT INTO stockpile.place (code, name, name_en, kind, source)
            SELECT code, code, code, CASE WHEN code LIKE 'D%' THEN 'depot' ELSE 'town_point' END, 's'
            FROM unnest(ARRAY['D1', 'D2', 'D3', 'D4', 'T1', 'T2', 'T3']) AS code;
        INSERT INTO stockpile.route SELECT a.place_id, b.place_id, 10 * (1 + (a.place_id + b.place_id) % 7), 's'
            FROM stockpile.place AS a JOIN stockpile.place AS b ON a.kind = 'depot' AND b.kind = 'town_point';
        INSERT INTO stockpile.person (login, name, source) SELECT login, login, 's' FROM unnest(ARRAY['keeper1', 'keeper2', 'keeper3',
            'commander1', 'commander2', 'finance1', 'finance2', 'auditor1']) AS login;
        INSERT INTO stockpile.person_role SELECT person_id, CASE rtrim(login, '123') WHEN 'keeper' THEN 'storekeeper'
            ELSE rtrim(login, '123') END FROM stockpile.person WHERE login <> 'worker';
        """
}
