/**
 * The path of the sandbox's program.
 *
 * @throws if the package of this platform, which has it, is not installed.
 */
export function programPath(): string;
