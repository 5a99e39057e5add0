/** Is this Node new enough? Runs before anything else does, so it uses only what very old versions understand. */
const wanted = [20, 19];
const parts = process.versions.node.split('.').map(Number);

if (parts[0] < wanted[0] || (parts[0] === wanted[0] && parts[1] < wanted[1])) {
  console.error(
    `Ortaq needs Node ${wanted.join('.')} or newer, and this is ${process.versions.node}: install it from nodejs.org.`,
  );
  process.exit(1);
}
