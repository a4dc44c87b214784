/// A fixed sequence for a seed, so that a run that failed can be played again.
///
/// Source: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The sequence of one request: it depends on these three numbers and on nothing else.
    init(seed: UInt64, of name: RequestName) {
        var mixed = SeededNumbers(seed: seed &+ UInt64(name.client) &* 0x1_0000_0001)
        state = mixed.next() ^ (UInt64(name.number) &* 0x9e37_79b9_7f4a_7c15)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The same on every machine, unlike the library's own ways to choose.
    mutating func some(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func one<T>(of choices: [T]) -> T { choices[Int(some(0...Int64(choices.count - 1)))] }

    /// True so many times in a hundred.
    mutating func happens(_ percent: Int64) -> Bool { some(1...100) <= percent }
}
