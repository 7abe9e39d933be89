/** What one list may still take, counted down with each page, whatever the way of paging. */
export interface Allowance {
	pages: number;
	rows: number;
}

/** Far beyond what fits into an execution of n8n; only a broken server gets there. */
export function startAllowance(): Allowance {
	return { pages: 100_000, rows: 10_000_000 };
}

/** Takes a page off, and tells whether it was more than is left. */
export function isSpent(allowance: Allowance, rowCount: number): boolean {
	allowance.pages -= 1;
	allowance.rows -= rowCount;
	return allowance.pages < 0 || allowance.rows < 0;
}
