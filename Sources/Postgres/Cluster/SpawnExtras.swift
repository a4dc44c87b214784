import Glibc

/// The two file actions of glibc that Swift's Glibc module leaves out, since they are extensions; looked up by name.
///
/// Without them a program would inherit whatever descriptors other threads happen to open, and the caller's folder.
struct SpawnExtras: Sendable {
    typealias Actions = UnsafeMutablePointer<posix_spawn_file_actions_t>

    /// Nil with a C library that has no such functions (glibc before 2.34).
    static let shared = SpawnExtras()

    private let changeFolder: @convention(c) (Actions, UnsafePointer<CChar>) -> Int32
    private let closeFrom: @convention(c) (Actions, Int32) -> Int32

    private init?() {
        guard let changeFolder = dlsym(nil, "posix_spawn_file_actions_addchdir_np"),
            let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
        else { return nil }
        self.changeFolder = unsafeBitCast(changeFolder, to: (@convention(c) (Actions, UnsafePointer<CChar>) -> Int32).self)
        self.closeFrom = unsafeBitCast(closeFrom, to: (@convention(c) (Actions, Int32) -> Int32).self)
    }

    /// The program starts in this folder.
    func addChangeFolder(_ actions: Actions, _ folder: String) { _ = changeFolder(actions, folder) }

    /// The program does not receive this descriptor and those above it.
    func addCloseFrom(_ actions: Actions, _ descriptor: Int32) { _ = closeFrom(actions, descriptor) }
}
