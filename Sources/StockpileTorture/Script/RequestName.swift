/// Which request it is: the client's number and its place in that client's sequence. Client 0 lays in the opening stock.
struct RequestName: Hashable, Sendable, Comparable, CustomStringConvertible {
    let client: Int
    let number: Int

    init(_ client: Int, _ number: Int) {
        self.client = client
        self.number = number
    }

    var description: String { "\(client)-\(number)" }

    static func < (first: Self, second: Self) -> Bool { (first.client, first.number) < (second.client, second.number) }

    /// The number of the lot it receives.
    var lot: String { "L\(self)" }

    /// What is written into the document or order, so that it is found whatever key it came under.
    var tag: String { "torture \(self)" }

    /// Nil for any other text.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let client = Int(parts[0]), let number = Int(parts[1]) else { return nil }
        self.init(client, number)
    }

    /// The receipt of a lot.
    init?(lot: String) {
        guard lot.hasPrefix("L") else { return nil }
        self.init(lot.dropFirst())
    }
}

/// The keys of one run.
struct RequestKeys: Sendable {
    let seed: UInt64

    /// What the keys of steps have that only prepare a request and leave nothing to be checked.
    static let preparation = "#prepare-"

    /// Sent again, a request has the same key; `attempt` makes another one, as a system without keys would see it.
    func key(_ name: RequestName, attempt: String = "") -> String { "torture-\(seed)/\(name)\(attempt.isEmpty ? "" : "~\(attempt)")" }

    /// The request a stored key belongs to, whichever step or attempt; nil for a key nobody here has sent.
    func name(of key: String) -> RequestName? {
        guard key.hasPrefix("torture-\(seed)/") else { return nil }
        return RequestName(key.dropFirst("torture-\(seed)/".count).prefix { $0 != "#" && $0 != "~" })
    }
}
