package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile item …`
package struct ItemCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "item", abstract: "物资品种 · Items",
        subcommands: [List.self, ShelfLifeCommand.self, SerialCommand.self, SubstituteCommand.self, KitCommand.self])
    package init() {}

    /// `stockpile item list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "品种清单 · List items")
        @Option(name: .long, help: "只看某类别。Only this category.", transform: Input.code)
        var category: String?
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listItems(category: category),
                    columns: Shown.items)
            }
        }
    }
}

/// `stockpile place …`
package struct PlaceCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "place", abstract: "地点 · Places", subcommands: [List.self, BinCommand.self])
    package init() {}

    /// `stockpile place list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "地点清单 · List places")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listPlaces(),
                    columns: Shown.places)
            }
        }
    }
}

/// `stockpile person …`
package struct PersonCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "person", abstract: "人员与角色 · People and roles", subcommands: [List.self])
    package init() {}

    /// `stockpile person list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "人员清单 · List people")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listPeople(), columns: Shown.people)
            }
        }
    }
}

/// `stockpile agreement …`
package struct AgreementCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "储备协议 · Agreements with companies",
        subcommands: [
            List.self, AgreementShow.self, AgreementCreate.self, AgreementLineCommand.self, AgreementAttach.self, AgreementPutInForce.self,
            AgreementSuspend.self, AgreementResume.self, AgreementEnd.self, AgreementRemind.self, AgreementShareCommand.self,
            ConfidenceCommand.self,
            ConfidenceRuleCommand.self,
        ])
    package init() {}

    /// `stockpile agreement list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "协议储备、产能、最低库存（承诺，不是库存）· What companies promise; not stock")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listAgreements(),
                    columns: Shown.agreements)
            }
        }
    }
}
