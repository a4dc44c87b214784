package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness placement`
package struct PlacementCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "placement", abstract: "前置储备：储备放在哪里最省，今晚移库能补哪些 · Where the reserve should lie, and what moving stock tonight improves",
        discussion: """
            例 / Examples:
              stockpile readiness placement --level II --scenario flood
              stockpile readiness placement --level II --scenario flood --within 6 --format json
            """)

    @Option(name: .long, help: "响应等级：I、II、III、IV。Response level.", transform: Input.level)
    var level = ResponseLevel.II
    @Option(name: .long, help: "情景代码；scenario list 可查。Scenario.", transform: Input.code)
    var scenario: String
    @Option(name: .long, help: "各镇须在多少小时内得到；缺省按标准各行。Every town within so many hours; else as each line says.")
    var within: Int?
    @OptionGroup var options: CommonOptions

    package init() {}

    package func validate() throws {
        try Usage.requireRange(1...1000, within ?? 1, "--within")
    }

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.showPlacement(try await operations.planPlacement(level: level, scenario: scenario, within: within))
        }
    }
}
