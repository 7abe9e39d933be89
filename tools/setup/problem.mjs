/** Something about the machine that the user can mend: shown without a stack trace. */
export class SetupProblem extends Error {}

const CAUSES = [
	{
		pattern: /ENOSPC/,
		advice:
			'The disk is full. About 2 GB are needed for the packages; free some space and start again.',
	},
	{
		pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/,
		advice:
			'npm could not reach its registry. Check the network (npm ping) and any proxy settings of npm, then start again.',
	},
	{
		pattern: /gyp ERR|not found: make|g\+\+|python/i,
		advice:
			'A native package could not be compiled. Install python3, make and a C++ compiler (Debian: apt-get install python3 make g++), then start again.',
	},
	{
		pattern: /EACCES|EPERM/,
		advice: 'npm may not write there. Check who owns the folder named above, then start again.',
	},
];

/**
 * What to do about a failed npm command, from what it printed.
 *
 * @param {string} output
 * @returns {string}
 */
export function adviseOnNpmFailure(output) {
	const known = CAUSES.find(({ pattern }) => pattern.test(output));
	return (
		known?.advice ?? 'See what npm printed above; npm ci must succeed before anything can run.'
	);
}
