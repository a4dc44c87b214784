internal import ArgumentParser

/// Where the program begins: as itself, or as one of the client processes it starts.
@main
enum Program {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "client" {
            await ClientCommand.main(Array(arguments.dropFirst()))
        } else {
            await Torture.main(arguments)
        }
    }
}
