import Foundation
import Testing

@Suite("README: every command shown runs")
struct ReadmeTests {
    @Test(arguments: ["README.md", "README.zh.md"]) func `the commands of the guide run in their order`(name: String) async throws {
        let text = try String(contentsOf: Program.root.appending(path: name), encoding: .utf8)
        var commands: [String] = []
        var isShell = false
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isShell = line == "```sh"
            } else if isShell, line.hasPrefix("stockpile ") {
                if let mark = line.range(of: #"# .*not run$"#, options: .regularExpression) {
                    // Only what never ends, or waits for a person, may be left out.
                    #expect(line.hasPrefix("stockpile serve") || line.hasPrefix("stockpile database psql"), "\(line[mark])")
                    continue
                }
                commands.append(line)
            }
        }
        #expect(commands.count > 15)
        try await LoadedExample.run { stockpile in
            // jq is a convenience of the guide; a few lines of sh stand in where it is missing.
            let setup = """
                cd '\(Program.root.path)'
                stockpile() { '\(Program.path)' "$@"; }
                command -v jq >/dev/null || jq() { grep -o '"number": "[^"]*"' | head -n 1 | cut -d '"' -f 4; }

                """
            for command in commands {
                let run = try await stockpile.run(["-c", setup + command], program: "/bin/bash")
                #expect(run.exitCode == 0, "\(command)\n\(run.errors)")
            }
        }
    }
}
