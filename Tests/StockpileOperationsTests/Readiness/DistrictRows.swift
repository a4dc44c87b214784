import Foundation
import Testing

/// A district's folder as plain rows of text, for tests that reckon from the files alone.
struct DistrictRows {
    typealias Row = [String: String]

    var files: [String: [Row]] = [:]

    subscript(file: String) -> [Row] {
        get { files[file] ?? [] }
        set { files[file] = newValue }
    }

    func one(_ file: String, _ column: String, _ value: String) throws -> Row {
        try #require(self[file].first { $0[column] == value }, "\(file) has no \(column) \(value)")
    }
}

extension DistrictRows {
    /// The example that the repository carries.
    static let exampleFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "examples/wansheng", directoryHint: .isDirectory)

    init(folder: URL) throws {
        for file in Self.columns.keys {
            let path = folder.appending(path: "\(file).csv")
            // The example does without some files that a district may have.
            guard FileManager.default.fileExists(atPath: path.path(percentEncoded: false)) else { continue }
            let text = try String(contentsOf: path, encoding: .utf8)
            var records = Self.records(of: text)[...]
            let header = records.popFirst() ?? []
            files[file] = records.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        }
    }

    /// Writes the folder under the temporary one, lends it and removes it.
    func withFolder<R>(_ body: (URL) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "district-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (file, header) in Self.columns {
            let names = header.split(separator: ",").map(String.init)
            let lines = [header] + self[file].map { row in names.map { row[$0] ?? "" }.joined(separator: ",") }
            try (lines.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: "\(file).csv"), atomically: true, encoding: .utf8)
        }
        return try await body(folder)
    }

    /// Cells between commas; a quoted cell may hold commas and, written twice, quotes.
    private static func records(of text: String) -> [[String]] {
        text.split(separator: "\n").map { line in
            var cells = [""]
            var isQuoted = false
            for piece in line {
                if piece == "\"" {
                    isQuoted.toggle()
                } else if piece == ",", !isQuoted {
                    cells.append("")
                } else {
                    cells[cells.count - 1].append(piece)
                }
            }
            return cells
        }
    }

    private static let columns = [
        "district": "division_code,local_unit,name,name_en,time_zone,short_code,source",
        "categories": "code,name,name_en,source",
        "hazards": "code,name,name_en,source",
        "drivers": "code,name,name_en,unit,source",
        "classification": "code,name,name_en,source",
        "owners": "code,name,name_en,source",
        "companies": "code,name,name_en,contact,telephone,source",
        "places": "code,name,name_en,kind,company,longitude,latitude,capacity_m2,handling_minutes,population,contact,telephone,source",
        "routes": "from_place,to_place,minutes,both_ways,source",
        "items": "code,name,name_en,classification_code,base_unit,categories,shelf_life_months,shelf_life_from,shelf_life_source,"
            + "warn_days,rotate_days,is_returnable,source",
        "packs": "item,name,base_units,packs,source",
        "people": "login,name,name_en,roles,telephone,source",
        "legacy_groups": "legacy_group,name,category,rule,source",
        "opening_stock": "as_of,place,bin,item,lot_number,category,owner,legacy_group,quantity,unit_cost_fen,condition,"
            + "manufactured_on,received_on,expires_on,warn_on,rotate_by_on,funding_source,origin,source",
        "agreements": "number,company,name,valid_from,valid_to,source",
        "agreement_stock": "agreement,item,place,quantity,response_hours,confidence_percent,source",
        "capacity": "agreement,item,place,units_per_day,ramp_up_hours,quantity_max,source",
        "minimum_stock": "agreement,item,place,quantity,source",
        "mutual_aid": "number,neighbour,neighbour_name,neighbour_name_en,item,quantity,place,response_hours,confidence_percent,"
            + "valid_from,valid_to,source",
        "standards": "code,version,name,name_en,level,effective_from,source",
        "standard_lines": "standard,version,hazard,category,item,driver,coefficient,days,within_hours,source,scope",
        "scenarios": "code,name,name_en,hazard,response_days,towns,source",
        "scenario_drivers": "scenario,driver,value,source",
        "scenario_town_drivers": "scenario,town,driver,value,source",
        "care_rules": "code,item,duty,every_days,first_days,instruction,source",
    ]
}
