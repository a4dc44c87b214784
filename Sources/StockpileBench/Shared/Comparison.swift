internal import Foundation
internal import StockpileModel

/// One figure of ours beside the bare one: medians of several rounds, taken in turn.
struct Comparison: Sendable {
    let name: String
    let ours: Double
    let bare: Double
    let unit: String

    var ratio: Double { bare > 0 ? ours / bare : 0 }

    /// Measures both in turn, whoever was second going first in the next round, so that neither has the better minutes.
    static func interleaved(
        _ name: String, unit: String, rounds: Int, ours: () async throws -> Double, bare: () async throws -> Double
    ) async throws -> Comparison {
        var own: [Double] = []
        var plain: [Double] = []
        for round in 0..<rounds {
            try Task.checkCancellation()
            if round.isMultiple(of: 2) {
                plain.append(try await bare())
                own.append(try await ours())
            } else {
                own.append(try await ours())
                plain.append(try await bare())
            }
        }
        return Comparison(name: name, ours: median(own), bare: median(plain), unit: unit)
    }

    static func median(_ figures: [Double]) -> Double {
        let sorted = figures.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    var json: JSONValue {
        [
            "name": .text(name), "ours": .decimal(Self.fixed(ours, 1)), "bare": .decimal(Self.fixed(bare, 1)),
            "ratio": .decimal(Self.fixed(ratio, 3)), "unit": .text(unit),
        ]
    }

    /// A row of the table.
    var row: [String] { [name, Self.fixed(ours, 0), Self.fixed(bare, 0), Self.fixed(ratio, 2), unit] }

    private static func fixed(_ figure: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), figure)
    }
}
