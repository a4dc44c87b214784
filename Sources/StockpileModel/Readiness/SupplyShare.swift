/// What kind of supply covers a need, in the order of preference.
package enum SupplyKind: String, Sendable, CaseIterable {
    case physical
    /// Ours, kept by a company.
    case entrusted
    case agreement
    case capacity
    /// From neighbours.
    case mutualAid = "mutual_aid"

    package var preference: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// Why something that is on the books does not count. A unit is left out for the first reason that applies, in this order.
package enum ExclusionReason: String, Sendable, CaseIterable {
    /// Where it lies, or whoever keeps it, is imagined to be lost.
    case assumedLost = "assumed_lost"
    /// Or will be before the response ends.
    case expired
    case recalled
    /// Until the loan is due back.
    case onLoan = "on_loan"
    case held
    case reserved
    case inInspection = "in_inspection"
    case toRepair = "to_repair"
    case toScrap = "to_scrap"
    /// The last care of it found a defect.
    case careDefect = "care_defect"
    /// What has to be done to it from time to time was not done in time.
    case careOverdue = "care_overdue"
    case inTransit = "in_transit"
    /// At a shelter or on a vehicle.
    case deployed
    case tooFar = "too_far"
    case noRoute = "no_route"
    case agreementNotInForce = "agreement_not_in_force"
    case aidNotInForce = "aid_not_in_force"
    /// Called off already, or delivered and not proved to be there again.
    case calledOff = "called_off"
    /// There is no raw material to make it of.
    case rawMaterial = "raw_material"
    /// The part of a promise that its last proof of stock does not support.
    case confidence
    /// Promised, but for a later hour.
    case tooLate = "too_late"
}

extension ExclusionReason {
    /// What is left out in the order in which reasons are looked for; reasons without a unit are not named.
    package static func inOrder(_ leftOut: [ExclusionReason: Int64]) -> [(reason: ExclusionReason, quantity: Int64)] {
        allCases.compactMap { reason in leftOut[reason].flatMap { $0 > 0 ? (reason, $0) : nil } }
    }
}

/// What one source gives by an hour, and what it does not give and why.
///
/// Shape: what counts and what is left out add up to what the source holds or promises.
package struct SupplyShare: Sendable, Hashable {
    package let counted: Int64
    package let leftOut: [ExclusionReason: Int64]

    package static func all(_ quantity: Int64) -> SupplyShare { SupplyShare(counted: quantity, leftOut: [:]) }

    package static func none(of quantity: Int64, _ reason: ExclusionReason) -> SupplyShare { part(0, of: quantity, rest: reason) }

    package static func part(_ counted: Int64, of quantity: Int64, rest: ExclusionReason) -> SupplyShare {
        SupplyShare(counted: counted, leftOut: quantity > counted ? [rest: quantity - counted] : [:])
    }

    /// The same share, with a further part of the source that never counted.
    package func leavingOut(_ quantity: Int64, _ reason: ExclusionReason) -> SupplyShare {
        guard quantity > 0 else { return self }
        return SupplyShare(counted: counted, leftOut: leftOut.merging([reason: quantity]) { $0 + $1 })
    }
}
