internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Keeps new versions of standards as drafts: all of the files, or nothing. They say nothing before another person adopts them.
    ///
    /// Shape:  each version as `standard show` tells it.
    /// Errors: invalid with all problems of all files; SP401, SP656.
    package func draftStandards(_ files: StandardFiles, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.draftStandard)
        let (person, today, zone) = (self.person, self.today, timeZone)
        return try await run("draft_standards", key: key, request: ["content_sha256": .text(files.sha256)]) { tx, _ in
            let draft = try files.read(try tx.findStandardVocabulary())
            try tx.insertStandardDrafts(draft, by: person.id)
            return .array(
                try draft.standards.map { kept in
                    let standard = try Self.standard(kept.code, Int(clamping: kept.version), on: today, in: tx)
                    return try Self.shown(standard, on: today, zone: zone, in: tx)
                })
        }.array ?? []
    }

    /// Puts a version in force from its day on.
    ///
    /// Shape:  the version as `standard show` tells it.
    /// Errors: SP401, SP402 for its maker, SP532 adopted already, SP533 for a day that another has, SP537 where a newer one is in force,
    ///         SP601.
    package func adoptStandard(_ named: StandardVersion, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.adoptStandard)
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["code": .text(named.code), "version": .integer(Int64(named.version))]
        return try await run("adopt_standard", key: key, request: request) { tx, _ in
            try tx.adoptStandard(named, by: person.id)
            return try Self.shown(try Self.standard(named.code, named.version, on: today, in: tx), on: today, zone: zone, in: tx)
        }
    }
}
