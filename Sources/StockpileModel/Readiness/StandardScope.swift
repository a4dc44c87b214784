/// Whom a line of a standard speaks of.
package enum StandardScope: String, Sendable, Codable, CaseIterable {
    /// The district as a whole.
    case district
    /// Each town by its own figure: a quota that every town has to meet.
    case town
}

/// Inputs of reports that were kept before needs were known by town say nothing of towns.
extension KeyedDecodingContainer {
    func decode(_ type: StandardScope.Type, forKey key: Key) throws -> StandardScope {
        try decodeIfPresent(type, forKey: key) ?? .district
    }

    func decode(_ type: TownFigures.Type, forKey key: Key) throws -> TownFigures {
        try decodeIfPresent(type, forKey: key) ?? TownFigures()
    }
}
