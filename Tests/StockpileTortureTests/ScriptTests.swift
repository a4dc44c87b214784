import Testing

@testable import StockpileTorture

@Suite("The script of a torture run")
struct ScriptTests {
    private let names = (1...4).flatMap { client in (1...300).map { RequestName(client, $0) } }

    private func told(_ seed: UInt64) -> [String] { names.map { "\(Script(seed: seed, clients: 4).action($0))" } }

    @Test func `the same seed asks for the same, another seed for something else`() {
        #expect(told(7) == told(7))
        #expect(zip(told(7), told(8)).count { $0 != $1 } > names.count / 2)
    }

    @Test func `every kind of request comes up, and refers to what was asked for before`() {
        let script = Script(seed: 1, clients: 4)
        let kinds = Set(names.map { "\(type(of: script.action($0)))" })
        #expect(
            kinds == [
                "Receive", "Issue", "Transfer", "Hold", "Order", "OrderStep", "WriteOff", "WriteOffStep", "Reverse", "Count",
            ])
        for name in names {
            if let step = script.action(name) as? OrderStep { #expect(script.action(step.order) is Order) }
            if let step = script.action(name) as? WriteOffStep { #expect(script.action(step.writeOff) is WriteOff) }
        }
    }

    @Test func `a key names its request, whichever step or attempt`() {
        let (keys, name) = (RequestKeys(seed: 5), RequestName(3, 17))
        #expect(keys.name(of: keys.key(name)) == name)
        #expect(keys.name(of: keys.key(name) + "#posting") == name)
        #expect(keys.name(of: keys.key(name, attempt: "1.2")) == name)
        #expect(keys.name(of: RequestKeys(seed: 6).key(name)) == nil)
        #expect(keys.name(of: "release-due/x") == nil)
        #expect(RequestName(lot: name.lot) == name)
    }
}
