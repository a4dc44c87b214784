internal import Postgres
package import StockpileModel

/// Who acts on what database: read once at the start of every command, in one round trip.
package struct Session: Sendable {
    package let person: Person?
    package let district: District?
    /// How many people are known; with none, whoever loads the first district is its administrator.
    package let peopleCount: Int64
}

/// The district a database belongs to.
package struct District: Sendable {
    package let name: String
    package let nameEn: String
    package let timeZone: String
    package let contentSHA256: String
}

extension Store {
    /// The acting person and the district; refuses a schema this build was not made for.
    ///
    /// Errors: wrongSchema.
    package func openSession(login: String, fingerprint: String) async throws -> Session {
        let rows = try await statement(
            """
            SELECT (SELECT fingerprint FROM stockpile_schema.fingerprint) AS fingerprint,
                (SELECT files FROM stockpile_schema.fingerprint) AS files,
                district.name, district.name_en, district.time_zone, district.content_sha256,
                person.person_id, person.login, person.name AS person_name,
                ARRAY(SELECT DISTINCT permission FROM stockpile.person_role JOIN stockpile.role_permission USING (role)
                      WHERE person_role.person_id = person.person_id) AS permissions,
                (SELECT count(*) FROM stockpile.person) AS people_count
            FROM (SELECT) AS one
            LEFT JOIN stockpile.district ON true
            LEFT JOIN stockpile.person ON person.login = \(login)
            """)
        guard let row = rows.first else { throw StockpileError.wrongSchema(found: nil, isNewer: false) }
        let found: String? = try row.get("fingerprint")
        guard found == fingerprint else {
            let files: Int64? = try row.get("files")
            throw StockpileError.wrongSchema(found: found, isNewer: try files ?? 0 > Int64(SchemaFiles.load().migrations.count))
        }
        return Session(person: try Person(row: row), district: try District(row: row), peopleCount: try row.get("people_count"))
    }
}

extension Person {
    fileprivate init?(row: Row) throws {
        guard let id: PersonID = try row.get("person_id") else { return nil }
        let granted: [String] = try row.get("permissions")
        self.init(
            id: id, login: try row.get("login"), name: try row.get("person_name"), permissions: Set(granted.compactMap(Permission.init)))
    }
}

extension District {
    fileprivate init?(row: Row) throws {
        guard let name: String = try row.get("name") else { return nil }
        self.name = name
        nameEn = try row.get("name_en")
        timeZone = try row.get("time_zone")
        contentSHA256 = try row.get("content_sha256")
    }
}
