/// How grave a response is; I is the gravest.
package enum ResponseLevel: String, Sendable, CaseIterable, Codable {
    case I, II, III, IV
}
