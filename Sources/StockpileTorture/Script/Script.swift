/// Everything all clients ask for, in the order each of them does. Request k of client c is the same for the same seed, whatever happens.
struct Script: Sendable {
    let seed: UInt64
    let clients: Int

    var keys: RequestKeys { RequestKeys(seed: seed) }

    /// What the request asks for.
    func action(_ name: RequestName) -> any Action {
        if name.client == 0 { return Opening.receipt(name) }
        var numbers = SeededNumbers(seed: seed, of: name)
        let kind = ActionKind.drawn(&numbers)
        // At the beginning there may be nothing to refer to yet: goods come in instead.
        return kind.make(name, self, &numbers) ?? Receive.drawn(name, &numbers)
    }

    /// The kind it was drawn as, which is all that a reference to it needs to know.
    func kind(_ name: RequestName) -> ActionKind {
        var numbers = SeededNumbers(seed: seed, of: name)
        return ActionKind.drawn(&numbers)
    }

    /// Some of those that got no answer are not sent again: they must be there once or not at all.
    func isGivenUp(_ name: RequestName) -> Bool {
        var numbers = SeededNumbers(seed: ~seed, of: name)
        return numbers.happens(40)
    }

    /// A recent request of one of these kinds, mostly the client's own; others may be ahead or behind.
    func earlier(_ kinds: [String], before name: RequestName, _ numbers: inout SeededNumbers) -> RequestName? {
        let own = numbers.happens(70)
        let client = own ? name.client : Int(numbers.some(1...Int64(clients)))
        var number = name.number - 1 - Int(numbers.some(0...(own ? 3 : 20)))
        let last = max(1, number - 200)
        while number >= last {
            let found = RequestName(client, number)
            if kinds.contains(kind(found).name) { return found }
            number -= 1
        }
        return nil
    }

    /// A lot somebody received lately, or the one everybody takes from.
    func lot(before name: RequestName, _ numbers: inout SeededNumbers) -> Receive? {
        if numbers.happens(20) { return Opening.receipt(Opening.hotLot) }
        return earlier(["receipt"], before: name, &numbers).flatMap { action($0) as? Receive }
    }
}
