/** No second `<` within, so that every character is looked at once. */
const TAG = /<[a-z/!?][^<>]*>/gi;
/** What a browser would still take for the beginning of a tag. */
const OPEN_TAG = /<(?=[a-z/!?])/gi;

/** Text without tags: n8n shows messages of nodes as HTML. */
export function withoutTags(text: string): string {
	return text.replace(TAG, ' ').replace(OPEN_TAG, '< ');
}
