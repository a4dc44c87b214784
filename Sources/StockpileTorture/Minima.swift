/// What a run must have gone through to prove anything.
///
/// Shape: a run of `fullSeconds` or more owes all of it, a shorter one its share, rounded down, and never less than 1.
struct Minima: Sendable, Equatable {
    static let fullSeconds = 180
    static let full = Minima(crashes: 20, connectionsCut: 200, documents: 20_000)

    let crashes: Int
    let connectionsCut: Int
    let documents: Int

    init(crashes: Int, connectionsCut: Int, documents: Int) {
        self.crashes = crashes
        self.connectionsCut = connectionsCut
        self.documents = documents
    }

    init(seconds: Int) {
        func share(_ whole: Int) -> Int { max(1, whole * min(seconds, Self.fullSeconds) / Self.fullSeconds) }
        self.init(
            crashes: share(Self.full.crashes), connectionsCut: share(Self.full.connectionsCut), documents: share(Self.full.documents))
    }

    /// What was not reached, in words; empty when all was.
    func missing(_ done: Mischief.Done, documents: Int) -> [String] {
        let figures = [
            ("服务器被杀 · server kills", done.crashes, crashes), ("断开的连接 · connections cut", done.connectionsCut, connectionsCut),
            ("已确认单据 · acknowledged documents", documents, self.documents),
        ]
        return figures.filter { $0.1 < $0.2 }.map { "\($0.0): \($0.1) < \($0.2)" }
    }
}
