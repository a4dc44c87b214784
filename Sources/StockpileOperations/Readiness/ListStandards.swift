package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Every scenario a check can be made for: code, names, hazard, days, towns and drivers.
    package func listScenarios() async throws -> [JSONValue] {
        try await store.read { tx in
            let hazards = try tx.listHazardNames()
            return try tx.listScenarios().map { $0.json(hazard: hazards[$0.hazard]) }
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
