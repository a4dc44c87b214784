/// What is counted of a disaster. Evacuated, resettled and in need are three different figures: of 11,578 who are led out of danger,
/// 779 may need a bed.
package enum DisasterFigure: String, Sendable, CaseIterable {
    case dead, missing, evacuated, resettled
    case seriouslyInjured = "seriously_injured"
    case inNeed = "in_need"
    /// To be moved because of what may come down.
    case threatened
    case roomsCollapsed = "rooms_collapsed"
    case roomsSevere = "rooms_severe"
    case roomsDamaged = "rooms_damaged"
    case householdsCollapsed = "households_collapsed"
    case householdsSevere = "households_severe"
    case droughtInNeed = "drought_in_need"
    case droughtWithoutWater = "drought_without_water"
    case farmPopulation = "farm_population"
    case directLoss = "direct_loss_yuan"
    case droughtLoss = "drought_loss_yuan"
    case potentialLoss = "potential_loss_yuan"
    case burningHectares = "burning_hectares"
    case neighbourDead = "neighbour_dead"
    case neighbourMissing = "neighbour_missing"
}
