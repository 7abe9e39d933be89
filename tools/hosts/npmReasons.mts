const SHOWN_COUNT = 8;

/** What npm says of its failure; releases before 10.6 mark those lines in another way. */
export function npmReasons(stderr: string): string {
	const lines = stderr.trim().split('\n');
	const marked = lines.filter((line) => /^npm (?:error|ERR!)/.test(line));
	return marked.length > 0
		? marked.slice(0, SHOWN_COUNT).join('\n')
		: lines.slice(-SHOWN_COUNT).join('\n');
}
