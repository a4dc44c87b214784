import Glibc
import Testing

@testable import Postgres

@Suite("Cluster home and names")
struct ClusterHomeTests {
    private func folder(_ environment: [String: String]) -> String {
        ClusterHome.folder(application: "trial", variable: "TRIAL_HOME", environment: environment)
    }

    @Test func `the variable decides before everything else`() {
        #expect(folder(["TRIAL_HOME": "/srv/x", "XDG_DATA_HOME": "/data", "HOME": "/home/me"]) == "/srv/x")
    }

    @Test(.enabled(if: geteuid() == 0)) func `root uses the system's folder`() {
        #expect(folder(["XDG_DATA_HOME": "/data", "HOME": "/root"]) == "/var/lib/trial")
        #expect(folder(["TRIAL_HOME": ""]) == "/var/lib/trial")
    }

    @Test(arguments: [("/short", "/short/run"), ("/a,b", "/tmp/"), ("/a b", "/tmp/"), ("/" + String(repeating: "x", count: 90), "/tmp/")])
    func `a socket folder is short and plain`(home: String, beginning: String) {
        let folder = ClusterLayout(home: home, application: "trial").socketFolder(of: 7)
        #expect(folder.hasPrefix(beginning))
        #expect(ClusterLayout.socketPath(in: folder).utf8.count <= 107)
    }

    @Test func `two names of one folder have one socket folder`() throws {
        let link = "/tmp/pgt-\(UInt32.random(in: 0 ... .max))"
        symlink("/var/lib", link)
        defer { unlink(link) }
        let long = String(repeating: "x", count: 100)
        let direct = ClusterLayout(home: "/var/lib/\(long)", application: "trial")
        #expect(ClusterLayout(home: "\(link)/\(long)", application: "trial").home == direct.home)
    }

    @Test func `values in the configuration keep quotes and backslashes`() {
        #expect(ClusterMaker.quoted(#"it's a \ "#) == #"'it''s a \\ '"#)
    }
}
