package import Postgres
package import StockpileModel

extension Transaction {
    /// Owners, companies, places and the routes between them.
    package func insertPlaces(_ draft: PlacesDraft) throws {
        let owners = draft.owners
        try execute(
            """
            INSERT INTO stockpile.stock_owner (code, name, name_en, source)
            SELECT code, name, name_en, source
            FROM unnest(\(owners.map(\.code)), \(owners.map(\.name)), \(owners.map(\.nameEn)), \(owners.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, source, position)
            ORDER BY position
            """)
        try insertCompanies(draft.companies)
        try insertPlaceRows(draft.places)
        try insertRoutes(draft.routes)
    }

    /// The bins that are named, each once; the answer gives their identifiers by place and code.
    package func insertBins(_ bins: [BinDraft]) throws -> [String: [String: Int64]] {
        let rows = try query(
            """
            WITH made AS (
                INSERT INTO stockpile.bin (place_id, code, name)
                SELECT place_id, bin, max(bin_name)
                FROM unnest(\(bins.map(\.place)), \(bins.map(\.code)), \(bins.map(\.name))) AS row (place, bin, bin_name)
                JOIN stockpile.place ON place.code = row.place
                GROUP BY place_id, bin ORDER BY place_id, bin
                RETURNING bin_id, place_id, code
            )
            SELECT made.bin_id, made.code, place.code AS place FROM made JOIN stockpile.place USING (place_id)
            """)
        var known: [String: [String: Int64]] = [:]
        for row in rows { known[try row.get("place"), default: [:]][try row.get("code")] = try row.get("bin_id") as Int64 }
        return known
    }

    private func insertCompanies(_ companies: [CompanyDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.company (code, name, name_en, contact, telephone, source)
            SELECT code, name, name_en, contact, telephone, source
            FROM unnest(\(companies.map(\.code)), \(companies.map(\.name)), \(companies.map(\.nameEn)), \(companies.map(\.contact)),
                \(companies.map(\.telephone)), \(companies.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, contact, telephone, source, position)
            ORDER BY position
            """)
    }

    private func insertPlaceRows(_ places: [PlaceDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.place (code, name, name_en, kind, company_id, longitude, latitude, capacity_m2, capacity_m3,
                handling_minutes, population, contact, telephone, custodian_id, used_by_id, source)
            SELECT row.code, row.name, row.name_en, row.kind, company.company_id, row.longitude::numeric, row.latitude::numeric,
                row.capacity_m2, row.capacity_m3, row.handling_minutes, row.population, row.contact, row.telephone,
                custodian.owner_id, used_by.owner_id, row.source
            FROM unnest(\(places.map(\.code)), \(places.map(\.name)), \(places.map(\.nameEn)), \(places.map(\.kind)),
                \(places.map(\.company)), \(places.map(\.longitude)), \(places.map(\.latitude)), \(places.map(\.capacityM2)),
                \(places.map(\.capacityM3)), \(places.map(\.handlingMinutes)), \(places.map(\.population)), \(places.map(\.contact)),
                \(places.map(\.telephone)), \(places.map(\.custodian)), \(places.map(\.usedBy)),
                \(places.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, kind, company, longitude, latitude, capacity_m2, capacity_m3,
                    handling_minutes, population, contact, telephone, custodian, used_by, source, position)
            LEFT JOIN stockpile.company ON company.code = row.company
            LEFT JOIN stockpile.stock_owner AS custodian ON custodian.code = row.custodian
            LEFT JOIN stockpile.stock_owner AS used_by ON used_by.code = row.used_by
            ORDER BY row.position
            """)
    }

    private func insertRoutes(_ routes: [RouteDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.route (from_place_id, to_place_id, minutes, source)
            SELECT origin.place_id, destination.place_id, row.minutes, row.source
            FROM unnest(\(routes.map(\.from)), \(routes.map(\.to)), \(routes.map(\.minutes)), \(routes.map(\.source)))
                AS row (from_place, to_place, minutes, source)
            JOIN stockpile.place AS origin ON origin.code = row.from_place
            JOIN stockpile.place AS destination ON destination.code = row.to_place
            """)
    }
}
