internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Physical, entrusted and agreement stock side by side, and the share under agreement; today, or month by month as it was kept.
    package func measureShare(by subject: ShareSubject, isTrend: Bool) async throws -> [JSONValue] {
        try await store.read { tx in
            isTrend ? try tx.listAgreementShares(subject) : try tx.findAgreementShare(subject)
        }
    }

    /// Keeps this month's share, once; answers how many rows were kept.
    ///
    /// Errors: SP401.
    package func recordShare() async throws -> JSONValue {
        try person.require(.recordShare)
        let person = self.person
        return try await store.write { tx in ["rows": .integer(try tx.recordAgreementShare(by: person.id))] }
    }

    /// What companies hold of their own accord and households by their kits. Beside the reserves: no verdict rests on it.
    package func listAdvisoryStock() async throws -> [JSONValue] { try await store.read { try $0.listAdvisoryStock() } }

    /// A company: contact, agreements, our stock at its sites, its stock at ours. Errors: notFound.
    package func showCompany(_ code: String) async throws -> JSONValue {
        let (zone, today) = (timeZone, self.today)
        return try await store.read { tx in
            let company = try tx.showCompany(code).members ?? []
            let agreements = try tx.listAgreementHeads(company: code, zone: zone, today: today)
            return .object(company + [JSONMember("agreements", .array(agreements))])
        }
    }
}
