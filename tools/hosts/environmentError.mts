/** The machine, not the code, is in the way; `advice` tells the user what to do about it. */
export class EnvironmentError extends Error {
	readonly advice: string;

	constructor(message: string, advice: string) {
		super(message);
		this.name = 'EnvironmentError';
		this.advice = advice;
	}
}

/** Ends a command-line tool: a plain text for the environment's faults, the stack for our own. */
export function reportAndExit(error: unknown): never {
	if (error instanceof EnvironmentError) {
		console.error(`\n${error.message}\n${error.advice}`);
	} else {
		console.error(error);
	}
	process.exit(1);
}
