import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    static let bins: [WriteOperation] = [
        WriteOperation(
            name: "addBin", logins: ("keeper1", "keeper2"), permission: .keepBins, loser: .binExists, prepare: { _ in "A" },
            act: { person, bin, wording, key in
                try await person.addBin(wording == .first ? bin : "\(bin)0", name: nil, at: "D1", key: key).canonical
            }),
        WriteOperation(
            name: "retireBin", logins: ("keeper1", "keeper2"), permission: .keepBins, loser: .binRetired,
            prepare: { reserve in
                try await reserve.bins("A")
                return "A"
            },
            act: { person, bin, wording, key in
                try await person.retireBin(wording == .first ? bin : "\(bin)0", at: "D1", key: key).canonical
            }),
        WriteOperation(
            name: "receiveUnits", logins: ("keeper1", "keeper2"), permission: .postReceipt, loser: .serialInStock,
            prepare: { reserve in
                try await reserve.keepSerials(of: "quilt")
                return "S1"
            },
            act: { person, serial, wording, key in
                let line = PostingRequestLine.of(1, serials: [wording == .first ? serial : "\(serial)0"])
                return try await person.postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [line]), key: key).number
            }),
        WriteOperation(
            name: "issueUnit", logins: ("keeper1", "keeper2"), permission: .postIssue, loser: .serialNotThere,
            prepare: { reserve in
                try await reserve.keepSerials(of: "quilt")
                try await reserve.post(.receipt, .of(3, "L1", serials: ["S1", "S2", "S3"]))
                return "S1"
            },
            act: { person, serial, wording, key in
                let line = PostingRequestLine.of(1, serials: [wording == .first ? serial : "\(serial)0"])
                return try await person.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: key).number
            }),
        WriteOperation(
            name: "moveToBin", logins: ("keeper1", "keeper2"), permission: .postTransfer, loser: nil,
            prepare: { reserve in
                try await reserve.bins("A")
                try await reserve.post(.receipt, .of(12, "L1"))
                return "L1"
            },
            act: { person, lot, wording, key in
                let line = PostingRequestLine.of(wording == .first ? 5 : 6, lot, toBin: "A")
                return try await person.postTransfer(PostingRequest(purpose: "rebinning", place: "D1", lines: [line]), key: key).number
            }),
    ]
}
