/** Which runs of the robots once found a fault? They are run again by `npm run soak`. */
export const keptRobotSeeds: readonly number[] = [];
