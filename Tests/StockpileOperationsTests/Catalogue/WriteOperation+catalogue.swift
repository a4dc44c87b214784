import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    private static let keepers = ("admin1", "commander1")

    private static func ready(_ reserve: SmallReserve) async throws -> String {
        try await reserve.addTents()
        return "tent12"
    }

    static let catalogue: [WriteOperation] = [
        WriteOperation(
            name: "addSubstitute", logins: keepers, permission: .keepCatalogue, loser: .servesAlready, prepare: ready,
            act: { person, item, wording, key in
                var draft = SubstituteDraft()
                (draft.item, draft.substitute, draft.source) = (item, "tent36", "s")
                draft.units = wording == .first ? .smallest : .whole(3)
                return try await JSONValue.array(person.addSubstitute(draft, key: key)).canonical
            }),
        WriteOperation(
            name: "removeSubstitute", logins: keepers, permission: .keepCatalogue, loser: .servesNot,
            prepare: { reserve in
                let item = try await ready(reserve)
                try await reserve.stands("tent36", for: item, "3")
                try await reserve.stands("cup", for: item, "1")
                return item
            },
            act: { person, item, wording, key in
                try await JSONValue.array(person.removeSubstitute(wording == .first ? "tent36" : "cup", of: item, key: key)).canonical
            }),
        WriteOperation(
            name: "addKitPart", logins: keepers, permission: .keepCatalogue, loser: .servesAlready, prepare: ready,
            act: { person, _, wording, key in
                var draft = KitPartDraft()
                (draft.kit, draft.part, draft.source) = ("kit", "cup", "s")
                draft.quantity = wording == .first ? 1 : 2
                return try await JSONValue.array(person.addKitPart(draft, key: key)).canonical
            }),
        WriteOperation(
            name: "removeKitPart", logins: keepers, permission: .keepCatalogue, loser: .servesNot,
            prepare: { reserve in
                _ = try await ready(reserve)
                try await reserve.part("cup", of: "kit", 1)
                try await reserve.part("quilt", of: "kit", 1)
                return "kit"
            },
            act: { person, kit, wording, key in
                try await JSONValue.array(person.removeKitPart(wording == .first ? "cup" : "quilt", of: kit, key: key)).canonical
            }),
    ]
}
