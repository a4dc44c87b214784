internal import Foundation
internal import StockpileModel

/// One client: asks for one thing after the other, and sends again under the same key what got no answer.
struct ClientLoop: Sendable {
    let script: Script
    let desk: Desk
    let journal: Journal
    /// How often the client was killed before; its first request may have been sent already.
    let lives: Int
    /// False sends a repeated request under another key, as a system without keys would.
    let keepsKeys: Bool

    /// Until `isOver` says so; its process is killed sooner or later in any case.
    func run(isOver: @Sendable () -> Bool) async throws {
        var number = try journal.read().last.map { $0.name.number + 1 } ?? 1
        let file = try journal.reopen()
        var sentBefore = lives
        while !isOver() {
            let entry = try await ask(RequestName(journal.client, number), sentBefore: sentBefore, isOver: isOver)
            guard let entry else { return }
            try Journal.write(entry, to: file)
            number += 1
            sentBefore = 0
        }
    }

    /// Nil when it is over before the answer came.
    func ask(_ name: RequestName, sentBefore: Int = 0, isOver: @Sendable () -> Bool = { false }) async throws -> Journal.Entry? {
        let action = script.action(name)
        var resent = sentBefore > 0 ? 1 : 0
        while !isOver() {
            let attempt = keepsKeys || resent == 0 ? "" : "\(lives).\(resent)"
            let text = script.keys.key(name, attempt: attempt)
            guard let key = IdempotencyKey(rawValue: text) else { return nil }
            func entry(_ outcome: Journal.Outcome, _ text: String) -> Journal.Entry {
                Journal.Entry(name: name, outcome: outcome, key: key.rawValue, resent: resent, text: text)
            }
            do {
                return entry(.done, try await action.send(desk, key).canonical)
            } catch StockpileError.unavailable(let reason, _) {
                if reason == "outcome_unknown", script.isGivenUp(name) { return entry(.unknown, reason) }
                resent += 1
                // At first at once, since most often only the connection is gone; a server that recovers needs the processor for itself.
                try await Task.sleep(for: .milliseconds(min(200, 5 << min(resent, 6))))
            } catch StockpileError.refused(let refusal) {
                return entry(.refused, refusal.code.rawValue)
            } catch StockpileError.notPermitted(let refusal) {
                return entry(.refused, refusal.code.rawValue)
            } catch StockpileError.notFound(let subject, _) {
                return entry(.refused, "no \(subject)")
            } catch is NothingToReferTo {
                return entry(.refused, "nothing to refer to")
            } catch is CancellationError {
                return nil
            } catch {
                return entry(.failed, "\(error)")
            }
        }
        return nil
    }
}
