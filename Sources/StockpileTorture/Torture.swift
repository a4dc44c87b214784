package import ArgumentParser
internal import Foundation

/// The command `stockpile-torture`: kills the server, the connections and the clients under a working ledger, and looks what is left.
@main
package struct Torture: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stockpile-torture", abstract: "账本压力与崩溃测试 · Tortures a ledger and checks what is left of it",
        subcommands: [RunCommand.self, ClientCommand.self], defaultSubcommand: RunCommand.self)

    package init() {}

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
