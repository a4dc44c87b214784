package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Every scenario a check can be made for: code, names, hazard, days, towns and drivers.
    package func listScenarios() async throws -> [JSONValue] {
        try await store.read { tx in
            let hazards = try tx.listHazardNames()
            return try tx.listScenarios().map { scenario in
                [
                    "code": .text(scenario.code), "name": .text(scenario.name), "name_en": .text(scenario.nameEn),
                    "hazard": .text(scenario.hazard), "hazard_name": JSONValue(hazards[scenario.hazard]?.name),
                    "hazard_name_en": JSONValue(hazards[scenario.hazard]?.nameEn), "response_days": .integer(Int64(scenario.responseDays)),
                    "towns": .array(scenario.towns.map { .text($0) }),
                    "drivers": .object(
                        scenario.drivers.sorted { $0.key < $1.key }.map { JSONMember($0.key, .decimal($0.value.digits)) }),
                ]
            }
        }
    }

    /// Every version of every standard, by level, then newest first.
    package func listStandards() async throws -> [JSONValue] {
        try await store.read { tx in
            try tx.listStandards().map { standard in
                [
                    "code": .text(standard.code), "version": .integer(standard.version), "name": .text(standard.name),
                    "name_en": .text(standard.nameEn), "level": .text(standard.level.rawValue),
                    "effective_from": JSONValue(standard.effectiveFrom), "lines": .integer(standard.lineCount),
                ]
            }
        }
    }
}
