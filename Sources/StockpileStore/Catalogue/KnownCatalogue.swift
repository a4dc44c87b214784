internal import Postgres
internal import Synchronization

/// What this program has read of the catalogue, so that it is not asked for at every posting. All of it belongs to one version; whoever
/// posts by it names that version in the draft, and nothing is posted when there is another by then.
final class KnownCatalogue: Sendable {
    private let known = Mutex<NamedRecords?>(nil)

    /// Nil unless all that the codes name is known.
    func find(_ codes: NamedRecords.Codes) -> NamedRecords? {
        known.withLock { known in known?.covers(codes) == true ? known : nil }
    }

    func remember(_ found: NamedRecords) {
        known.withLock { known in
            // What was read too late to be true takes the place of what is: then the next posting by it is told, and reads again.
            if known?.version == found.version { known?.add(found) } else { known = found }
        }
    }
}

extension Store {
    /// What the codes name, by the memory of this program, nil unless it knows them all: no round trip.
    package func remembered(_ codes: NamedRecords.Codes) -> NamedRecords? { catalogue.find(codes) }

    /// What the codes name as it stands now, kept for the next request.
    ///
    /// Shape: with the rules of shelf life.
    package func readCatalogue(_ codes: NamedRecords.Codes) async throws -> NamedRecords {
        var codes = codes
        codes.withRules = true
        let found = try await findNamed(codes)
        catalogue.remember(found)
        return found
    }

    /// Whether the catalogue has another version by now.
    package func hasCatalogueChanged(since version: String) async throws -> Bool {
        try await query("SELECT FROM stockpile.catalogue_version WHERE version = \(version)::uuid").isEmpty
    }
}

/// Nothing was posted: the catalogue is another than the one the draft was written by.
package struct CatalogueChanged: Error {}
