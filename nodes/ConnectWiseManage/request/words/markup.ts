/** A title stands at the beginning of a page; what comes later is not looked at. */
const LONGEST_HEAD = 65_536;

const PAGE_MARK = /<(?:!doctype|html|head|body|title)\b/i;
/** No second `<` within, so that every character is looked at once. */
const TAG = /<[a-z/!?][^<>]*>/gi;
/** What a browser would still take for the beginning of a tag. */
const OPEN_TAG = /<(?=[a-z/!?])/gi;

/** Whether a text is a web page rather than a message, as of a gateway or a sign-in. */
export function isWebPage(text: string): boolean {
	return PAGE_MARK.test(text.slice(0, LONGEST_HEAD));
}

/** The title of a web page, `''` where it has none. */
export function pageTitle(text: string): string {
	const head = text.slice(0, LONGEST_HEAD);
	const start = head.search(/<title\b/i);
	const open = start < 0 ? -1 : head.indexOf('>', start);
	if (open < 0) return '';
	const close = head.indexOf('<', open);
	return head.slice(open + 1, close < 0 ? undefined : close).trim();
}

/** Text without tags: n8n shows messages of nodes as HTML. */
export function withoutTags(text: string): string {
	return text.replace(TAG, ' ').replace(OPEN_TAG, '< ');
}
