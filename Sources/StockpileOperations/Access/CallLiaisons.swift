internal import Foundation
internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Calls the roll of all who are liaison officers today: they are to answer within so many hours. Answers the roll-call.
    ///
    /// Errors: SP401, SP504 when nobody is, SP665.
    package func startLiaisonCheck(withinHours hours: Int64, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.checkLiaisons)
        let (person, zone) = (self.person, timeZone)
        let due = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: TimeInterval(hours * 3600)))
        let request: JSONValue = ["within_hours": .integer(hours), "remarks": JSONValue(remarks)]
        return try await run("start_liaison_check", key: key, request: request) { tx, _ in
            let number = try tx.startLiaisonCheck(until: due, remarks: remarks, by: person.id)
            return try tx.showLiaisonCheck(number, zone: zone)
        }
    }

    /// Writes down who answered, and when. Answers the roll-call; when all have answered its task has ended.
    ///
    /// Errors: invalid; SP302, SP401, SP601, SP642, SP644, SP645, SP646.
    package func recordLiaisonAnswer(
        _ answer: LiaisonAnswer, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.checkLiaisons)
        let (person, zone) = (self.person, timeZone)
        return try await run("record_liaison_answer", key: key, request: .object(answer.members)) { tx, _ in
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.recordLiaisonAnswer(answer, by: person.id)
            return try tx.showLiaisonCheck(answer.number, zone: zone)
        }
    }

    /// A roll-call with who did not answer, and who did. Errors: notFound.
    package func showLiaisonCheck(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.showLiaisonCheck(number, zone: zone) }
    }

    /// Roll-calls, newest first.
    package func listLiaisonChecks(slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listLiaisonChecks(slice: slice, zone: zone) }
    }
}
