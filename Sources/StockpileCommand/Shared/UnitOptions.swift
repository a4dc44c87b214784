package import ArgumentParser
internal import StockpileModel

/// Which bin one line means, and which units of a serialised item.
package struct UnitOptions: ParsableArguments {
    @Option(name: .long, help: "货位：入库放入，出库取自。Bin: received into, or taken from.")
    package var bin: String?

    @Option(name: .long, help: "序列号（一物一码）；多件用逗号分隔或重复。Serial numbers, comma-separated or repeated.")
    package var serial: [String] = []

    package init() {}

    /// What was typed, for a file to refuse.
    var typed: [(name: String, value: String?)] {
        [("--bin", bin), ("--serial", serial.isEmpty ? nil : serial.joined(separator: " "))]
    }

    func fill(_ line: inout PostingRequestLine, _ problems: inout [FieldProblem]) {
        line.bin = Input.text(bin, field: "--bin", into: &problems)
        line.serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
        // Who names the units has counted them.
        if line.quantity == 0, line.pack == nil { line.quantity = Int64(line.serials.count) }
    }
}
