/** Which runs of the robots once found a fault? They are run again by `npm run soak`. */
export const keptRobotSeeds: readonly number[] = [
  // Words typed over selected ones shared letters with them, and went when a colleague took the old ones away.
  553886,
];
