package import ArgumentParser

/// Which page of a long list is shown: a screenful for people; for programs as much as one answer may hold.
package struct PageOptions: ParsableArguments {
    @Option(name: .long, help: "每页多少行；缺省表格 100 行，JSON 与 CSV 10000 行。Rows to a page; 100 in a table, 10,000 in JSON and CSV.")
    package var limit: Int?
    @Option(name: .long, help: "第几页。Which page.")
    package var page = 1

    private static let rowsMax = 10_000
    private static let tableRows = 100

    package init() {}

    package func validate() throws {
        try Usage.requireRange(1...Self.rowsMax, limit ?? 1, "--limit")
        try Usage.requireRange(1...1_000_000, page, "--page")
    }

    func rows(_ options: CommonOptions) -> Int {
        limit ?? (options.format == .table ? Self.tableRows : Self.rowsMax)
    }
}
