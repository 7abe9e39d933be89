import { expect, it } from 'vitest';
import { withoutTags } from '../../../../../nodes/ConnectWiseManage/request/words/markup.ts';

it.each([
	['no tag', 'id < 5 and id > 3', 'id < 5 and id > 3'],
	['tags', 'a <b>bold</b> word', 'a  bold  word'],
	['an image that runs a script', '<img src=x onerror="alert(1)">no', ' no'],
	['a tag that never ends', 'no <img src=x onerror=alert(1)', 'no < img src=x onerror=alert(1)'],
	['a tag in a tag', '<<b>script>', '< script>'],
	['a comment', 'a<!-- b -->c', 'a c'],
])('takes %s out', (_, text, expected) => {
	expect(withoutTags(text)).toBe(expected);
});

it.each(['<a', '<', '<!', '<a '])('takes no time for a million of %j', (text) => {
	expect(withoutTags(text.repeat(1_000_000))).not.toMatch(/<[a-z!]/);
});
