import Testing

@Suite("A tortured ledger", .serialized, .timeLimit(.minutes(5)))
struct TortureRunTests {
    /// How much is acknowledged in so short a time is a matter of the machine; that it is whole is not.
    @Test func `is whole after kills of the server, of connections and of clients`() async throws {
        let run = try await TortureProgram.run("--seed", "1", "--seconds", "12", "--kills", "2", "--client-kills", "6")
        #expect(run.exitCode == 0 || run.exitCode == 1, "\(run.report)\(run.errors)")
        #expect(run.figure("differences") == 0, "\(run.report)")
        #expect(run.figure("server kills") == 2 && run.figure("client processes killed") == 6)
        #expect(run.figure("connections cut") > 5 && run.figure("retries") > 0)
        #expect(run.figure("acknowledged documents") > 100)
        #expect(run.report.contains("count ×"), "\(run.report)")
        #expect(run.figure("seed") == 1)
    }

    @Test func `that posts repeated requests again is found out`() async throws {
        let run = try await TortureProgram.run("--seed", "2", "--seconds", "6", "--client-kills", "12", "--without-key-check")
        #expect(run.exitCode == 3, "\(run.report)\(run.errors)")
        // What was sent again is there twice, or there although its second sending was refused: chance decides which comes first.
        let isTold = ["was acknowledged once and is there 2 times", "was refused and is there all the same"].contains {
            run.report.contains($0)
        }
        #expect(isTold, "\(run.report)")
    }

    /// It takes two at the same moment on one account that does not hold enough for both: on a slow machine chance may need another run.
    @Test func `that does not lock its accounts is found out`() async throws {
        for seed in 3...5 {
            let run = try await TortureProgram.run(
                "--seed", "\(seed)", "--seconds", "6", "--kills", "0", "--cuts", "0", "--client-kills", "0", "--without-lock")
            let isFound = run.exitCode == 3 && run.report.contains("below_zero")
            if isFound { return }
        }
        Issue.record("three runs without locks took nothing twice")
    }

    @Test func `says so when it has not gone through enough to prove anything`() async throws {
        let run = try await TortureProgram.run("--seed", "4", "--seconds", "1", "--kills", "0", "--cuts", "0", "--client-kills", "0")
        #expect(run.exitCode == 1, "\(run.report)\(run.errors)")
        #expect(run.report.contains("server kills: 0 < 1") && run.figure("differences") == 0)
    }

    @Test func `is explained in both languages, with what it does not prove`() async throws {
        let run = try await TortureProgram.run("--help")
        #expect(run.exitCode == 0)
        #expect(run.report.contains("SIGKILL proves crash recovery, not power loss"))
        #expect(run.report.contains("SIGKILL 证明的是崩溃恢复，不是断电"))
    }
}
