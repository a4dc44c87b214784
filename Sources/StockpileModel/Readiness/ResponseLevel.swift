/// How grave a response is; I is the gravest.
package enum ResponseLevel: String, Sendable, CaseIterable {
    case I, II, III, IV
}
