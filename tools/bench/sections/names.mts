/** The longest comes last, and of it the million: a run that is stopped has measured the rest. */
export const SECTIONS = [
	'drift',
	'limits',
	'writes',
	'costs',
	'starts',
	'forms',
	'automatic',
	'crowd',
	'budget',
	'singles',
	'exports',
	'reads',
] as const;
export type SectionName = (typeof SECTIONS)[number];
