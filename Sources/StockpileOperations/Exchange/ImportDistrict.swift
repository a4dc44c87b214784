package import Foundation
package import StockpileModel
package import StockpileStore
internal import Postgres

/// What an import loaded; with `isUnchanged` the same content was there already and nothing was loaded.
package struct DistrictImport: Sendable {
    package var isUnchanged = false
    package var district = ""
    package var contentSHA256 = ""
    /// Rows of each file, in the order in which the files are read.
    package var rowCounts: [(file: String, rows: Int)] = []
    package var lots = 0
    /// Base units in all lots.
    package var pieces: Int64 = 0
    /// Numbers of the documents that took the stock over.
    package var documents: [String] = []

    package var json: JSONValue {
        [
            "unchanged": .bool(isUnchanged), "district": .text(district), "content_sha256": .text(contentSHA256),
            "files": .array(rowCounts.map { ["file": .text($0.file), "rows": .integer(Int64($0.rows))] }), "lots": .integer(Int64(lots)),
            "pieces": .integer(pieces), "documents": .array(documents.map { .text($0) }),
        ]
    }
}

extension Operations {
    /// Loads a district's folder into an empty database: all of it, or nothing.
    ///
    /// Before the first import nobody is known, so whoever makes it becomes an administrator. The same content again changes nothing.
    ///
    /// Errors: invalid with all problems of all files; SP605 when another content is loaded; SP401, SP403; wrongSchema.
    package static func importDistrict(folder: URL, store: Store, login: String) async throws -> DistrictImport {
        let session = try await store.openSession(login: login, fingerprint: SchemaFiles.load().fingerprint)
        let isFirst = session.peopleCount == 0
        if !isFirst {
            guard let person = session.person else {
                throw StockpileError.notPermitted(Refusal(.personUnknown, ["login": .text(login)]))
            }
            try person.require(.importDistrict)
        }
        let files = try DistrictFolder.read(folder)
        let sha = DistrictFolder.sha256(of: files)
        if let district = session.district { return try unchanged(district.name, loaded: district.contentSHA256, given: sha) }
        var content = try DistrictReader.read(files: files, now: Date())
        if isFirst { try content.admit(login) }
        let ready = content
        return try await store.write { tx in
            if let loaded = try tx.claimDistrict() { return try unchanged(ready.district.name, loaded: loaded, given: sha) }
            return try load(ready, sha: sha, login: login, in: tx)
        }
    }

    /// Reads a folder without loading it: for whoever clears the way for it first.
    ///
    /// Errors: invalid with all problems of all files.
    package static func checkDistrict(folder: URL) throws {
        _ = try DistrictReader.read(files: DistrictFolder.read(folder), now: Date())
    }

    private static func unchanged(_ district: String, loaded: String, given: String) throws -> DistrictImport {
        guard loaded == given else { throw StockpileError.refused(Refusal(.districtLoaded, ["district": .text(district)])) }
        return DistrictImport(isUnchanged: true, district: district, contentSHA256: loaded)
    }

    private static func load(
        _ content: DistrictContent, sha: String, login: String, in tx: borrowing Transaction
    ) throws -> DistrictImport {
        try tx.setDistrict(content.district, contentSHA256: sha)
        try tx.insertPeople(content.people)
        try tx.insertCatalogue(content.catalogue)
        try tx.insertPlaces(content.places)
        try tx.insertReadiness(content.readiness)
        try tx.insertResponseLevels(content.responseLevels)
        try tx.insertAgreements(content.agreements)
        try tx.insertRotation(content.rotation)
        try tx.insertOffers(content.offers)
        try tx.insertMutualAid(content.mutualAid)
        try tx.insertCareRules(content.careRules)
        guard let person = try tx.findPerson(login: login) else {
            throw StockpileError.notPermitted(Refusal(.personUnknown, ["login": .text(login)]))
        }
        try tx.addSubstitutes(content.catalogue.substitutes, by: person)
        try tx.addKitParts(content.catalogue.kitParts, by: person)
        if !content.liaisons.isEmpty { try tx.setLiaisons(content.liaisons, by: person) }
        var answer = DistrictImport(district: content.district.name, contentSHA256: sha, rowCounts: content.rowCounts)
        answer.documents = try OpeningStock(content, sha: sha, person: person, in: tx).post(in: tx)
        answer.lots = content.lots.count
        answer.pieces = content.lots.reduce(0) { $0 + $1.quantity }
        try tx.refreshStatistics()
        return answer
    }
}

extension DistrictContent {
    /// Makes the person who imports first an administrator, known by login if the folder does not say more.
    ///
    /// Errors: invalid for a login that could not stand in the folder either.
    mutating func admit(_ login: String) throws {
        if let index = people.firstIndex(where: { $0.login == login }) {
            if !people[index].roles.contains("administrator") { people[index].roles.append("administrator") }
            return
        }
        var person = PersonDraft()
        do throws(InputProblem) {
            person.login = try InputText(login).code()
        } catch {
            throw StockpileError.invalid([FieldProblem(field: "login", error.code, error.detail)])
        }
        person.name = login
        person.roles = ["administrator"]
        person.source = "first import"
        people.append(person)
    }
}
