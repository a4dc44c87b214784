/// The same work written as plainly as PostgreSQL allows: the measure for what our own function costs on top.
///
/// Shape: schema `bare`: 20 depots with 50 places each and one outside place, 2,000 items, 100,000 lots; `bare.post` writes one
///        document, one movement and two balances, the first of which never falls below zero. No numbers, keys, persons or periods.
enum BareLedger {
    static let schema = """
        CREATE SCHEMA bare;
        SET LOCAL search_path = bare;
        CREATE TABLE depot (depot_id integer PRIMARY KEY, name text NOT NULL);
        CREATE TABLE place (place_id integer PRIMARY KEY, depot_id integer NOT NULL REFERENCES depot, is_outside boolean NOT NULL);
        CREATE TABLE item (item_id integer PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE lot (lot_id integer PRIMARY KEY, item_id integer NOT NULL REFERENCES item, lot_number text NOT NULL,
            expires_on date, UNIQUE (lot_id, item_id));
        CREATE INDEX ON lot (expires_on);
        CREATE TABLE document (document_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind smallint NOT NULL,
            depot_id integer NOT NULL REFERENCES depot, posted_at timestamptz NOT NULL DEFAULT now(), posted_by integer NOT NULL);
        CREATE TABLE movement (movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            document_id bigint NOT NULL REFERENCES document, line_no integer NOT NULL, item_id integer NOT NULL,
            lot_id integer NOT NULL, from_place_id integer NOT NULL REFERENCES place, to_place_id integer NOT NULL REFERENCES place,
            quantity numeric(18, 4) NOT NULL CHECK (quantity > 0), posted_at timestamptz NOT NULL DEFAULT now(),
            CHECK (from_place_id <> to_place_id), FOREIGN KEY (lot_id, item_id) REFERENCES lot (lot_id, item_id));
        CREATE INDEX ON movement (document_id);
        CREATE INDEX ON movement (item_id, posted_at);
        CREATE TABLE balance (place_id integer NOT NULL REFERENCES place, item_id integer NOT NULL, lot_id integer NOT NULL,
            quantity numeric(18, 4) NOT NULL CHECK (quantity >= 0), PRIMARY KEY (place_id, item_id, lot_id),
            FOREIGN KEY (lot_id, item_id) REFERENCES lot (lot_id, item_id)) WITH (fillfactor = 70);
        CREATE INDEX ON balance (item_id);
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'a movement is never changed'; END $$;
        CREATE TRIGGER movement_stays BEFORE UPDATE OR DELETE ON movement FOR EACH ROW EXECUTE FUNCTION refuse_change();
        """

    static let post = """
        CREATE FUNCTION bare.post(p_depot integer, p_from integer, p_item integer, p_lot integer, p_quantity numeric) RETURNS bigint
        LANGUAGE plpgsql AS $$
        DECLARE
            v_document bigint;
            v_outside integer := p_depot * 1000;
        BEGIN
            INSERT INTO bare.document (kind, depot_id, posted_by) VALUES (1, p_depot, 1) RETURNING document_id INTO v_document;
            INSERT INTO bare.movement (document_id, line_no, item_id, lot_id, from_place_id, to_place_id, quantity)
            VALUES (v_document, 1, p_item, p_lot, p_from, v_outside, p_quantity);
            UPDATE bare.balance SET quantity = quantity - p_quantity
            WHERE place_id = p_from AND item_id = p_item AND lot_id = p_lot;
            IF NOT FOUND THEN RAISE EXCEPTION 'nothing of it is there'; END IF;
            INSERT INTO bare.balance (place_id, item_id, lot_id, quantity) VALUES (v_outside, p_item, p_lot, p_quantity)
            ON CONFLICT (place_id, item_id, lot_id) DO UPDATE SET quantity = balance.quantity + excluded.quantity;
            RETURN v_document;
        END $$;
        """

    /// The same for many lines at once, set by set.
    static let postMany = """
        CREATE FUNCTION bare.post_many(p_depot integer, p_from integer[], p_item integer[], p_lot integer[], p_quantity numeric[])
        RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            v_document bigint;
            v_outside integer := p_depot * 1000;
            v_count integer;
        BEGIN
            INSERT INTO bare.document (kind, depot_id, posted_by) VALUES (1, p_depot, 1) RETURNING document_id INTO v_document;
            INSERT INTO bare.movement (document_id, line_no, item_id, lot_id, from_place_id, to_place_id, quantity)
            SELECT v_document, line_no, i, l, f, v_outside, q
            FROM unnest(p_from, p_item, p_lot, p_quantity) WITH ORDINALITY AS line (f, i, l, q, line_no);
            PERFORM FROM bare.balance AS held
            JOIN (SELECT DISTINCT f, i, l FROM unnest(p_from, p_item, p_lot) AS line (f, i, l)) AS line
                ON held.place_id = line.f AND held.item_id = line.i AND held.lot_id = line.l
            ORDER BY held.place_id, held.item_id, held.lot_id FOR UPDATE OF held;
            UPDATE bare.balance AS held SET quantity = held.quantity - line.q
            FROM (SELECT f, i, l, sum(q) AS q FROM unnest(p_from, p_item, p_lot, p_quantity) AS line (f, i, l, q) GROUP BY 1, 2, 3) AS line
            WHERE held.place_id = line.f AND held.item_id = line.i AND held.lot_id = line.l;
            GET DIAGNOSTICS v_count = ROW_COUNT;
            IF v_count < (SELECT count(*) FROM (SELECT DISTINCT f, i, l FROM unnest(p_from, p_item, p_lot) AS line (f, i, l)) AS line) THEN
                RAISE EXCEPTION 'nothing of it is there';
            END IF;
            INSERT INTO bare.balance (place_id, item_id, lot_id, quantity)
            SELECT v_outside, i, l, sum(q) FROM unnest(p_item, p_lot, p_quantity) AS line (i, l, q) GROUP BY i, l ORDER BY i, l
            ON CONFLICT (place_id, item_id, lot_id) DO UPDATE SET quantity = balance.quantity + excluded.quantity;
            RETURN v_document;
        END $$;
        """

    static let content = """
        INSERT INTO bare.depot SELECT d, 'Depot ' || d FROM generate_series(1, 20) AS d;
        INSERT INTO bare.place SELECT d * 1000 + p, d, p = 0 FROM generate_series(1, 20) AS d, generate_series(0, 50) AS p;
        INSERT INTO bare.item SELECT i, 'item-' || i, 'Item ' || i FROM generate_series(1, 2000) AS i;
        INSERT INTO bare.lot SELECT l, 1 + (l - 1) % 2000, 'L' || l, current_date + 400 + l % 1000 FROM generate_series(1, 100000) AS l;
        INSERT INTO bare.balance SELECT (1 + l % 20) * 1000 + 1 + (l / 20) % 50, 1 + (l - 1) % 2000, l, 1000000000
            FROM generate_series(1, 100000) AS l;
        """

    /// What pgbench sends: any quantity of any lot, where that lot lies.
    static let script = one(choosing: "\\set lot random(1, 100000)")
    /// The same with everybody on one lot.
    static let hotScript = one(choosing: "\\set lot \(BenchDistrict.hotLot)")

    private static func one(choosing lot: String) -> String {
        """
        \(lot)
        \\set item 1 + (:lot - 1) % 2000
        \\set depot 1 + :lot % 20
        \\set place :depot * 1000 + 1 + (:lot / 20) % 50
        \\set quantity random(1, 50)
        SELECT bare.post(:depot::integer, :place::integer, :item::integer, :lot::integer, :quantity::numeric);
        """
    }

    /// 100 lots of one depot at once.
    static let manyScript = """
        \\set depot random(1, 20)
        \\set base random(0, 4998)
        SELECT bare.post_many(:depot::integer, array_agg((:depot::integer) * 1000 + 1 + (l / 20) % 50), array_agg(1 + (l - 1) % 2000),
            array_agg(l), array_agg((1 + k % 50)::numeric))
        FROM (SELECT k, ((((:base + k * 37) % 4999) * 20 + :depot - 1) + CASE WHEN :depot = 1 THEN 20 ELSE 0 END)::integer AS l
              FROM generate_series(1, 100) AS k) AS line;
        """
}
