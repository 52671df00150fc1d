/** Decides how long a call waits between its attempts. */
export function seed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
