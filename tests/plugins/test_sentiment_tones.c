/* What a reader thinks of short sentences of news, and `mode: news` with him. */
#include "expect.h"
#include "rows.h"

static const struct {
	char tone; /* `+` good, `-` bad, `0` neither */
	const char *text;
} read[] = {
	{ '+', "No one was killed." },
	{ '+', "Nobody was hurt in the crash." },
	{ '+', "The siege of Arden was lifted at dawn." },
	{ '+', "Crime fell sharply last year." },
	{ '+', "Violence has eased in the north." },
	{ '+', "The war ended on Friday." },
	{ '+', "He was acquitted of all charges." },
	{ '+', "The charges were dropped." },
	{ '+', "It was terribly good." },
	{ '+', "The new law cut unemployment by half." },
	{ '+', "Aid workers averted a famine." },
	{ '+', "The two sides agreed to a truce." },
	{ '+', "The rescue went well and everybody is safe." },
	{ '+', "Her novel won the prize." },
	{ '+', "The court cleared the nurse of fraud." },
	{ '+', "Doctors say the treatment is a success." },
	{ '+', "Tensions between the neighbours have faded." },
	{ '+', "The clinic prevented an outbreak." },
	{ '+', "Inflation slowed in March." },
	{ '+', "The mayor praised the firemen for their courage." },
	{ '+', "The strike was averted." },
	{ '+', "The minister lifted the ban on fishing." },
	{ '+', "The economy recovered faster than hoped." },
	{ '+', "Volunteers helped the family rebuild the house." },
	{ '+', "The orchestra was celebrated at home and abroad." },
	{ '-', "Profits fell." },
	{ '-', "Hopes of a deal faded." },
	{ '-', "Growth slowed again." },
	{ '-', "The bridge collapsed and six people died." },
	{ '-', "The court found her guilty of fraud." },
	{ '-', "Crime did not fall." },
	{ '-', "Unemployment rose to a record." },
	{ '-', "The minister was accused of lying." },
	{ '-', "The talks failed." },
	{ '-', "The harbour was bombed twice." },
	{ '-', "The team lost again." },
	{ '-', "Nobody trusts the council." },
	{ '-', "The plan lacks support." },
	{ '-', "The firm went bankrupt." },
	{ '-', "He was killed as the building fell." },
	{ '-', "The protest ended in violence." },
	{ '-', "Critics called the film dull and lifeless." },
	{ '-', "The river is polluted." },
	{ '-', "Thousands fled the fighting." },
	{ '-', "The police fired tear gas at the crowd." },
	{ '-', "The president refused to apologise." },
	{ '-', "Prices soared and the poor went hungry." },
	{ '-', "The dam is in danger of bursting." },
	{ '-', "The report condemns the prison." },
	{ '-', "She was not happy with the answer." },
	{ '0', "The defence minister met the foreign secretary." },
	{ '0', "The war office moved to Elm Street." },
	{ '0', "The peace envoy left on Monday." },
	{ '0', "The Justice Department issued a statement." },
	{ '0', "The Red Cross opened an office." },
	{ '0', "The Security Council meets on Tuesday." },
	{ '0', "The train leaves at nine." },
	{ '0', "The committee has nine members." },
	{ '0', "The share price was nine crowns." },
	{ '0', "Parliament will vote on the budget in May." },
	{ '0', "The road runs along the river." },
	{ '0', "The ministry of defence is in the old town." },
	{ '0', "The United Nations has its seat there." },
	{ '0', "The census is taken every ten years." },
	{ '0', "A spokesman gave the date of the hearing." },
};

static void sentences_have_the_tone_that_a_reader_gives_them(void **state)
{
	(void)state;
	static const struct {
		char tone;
		const char *label;
	} labels[] = { { '+', "positive" }, { '-', "negative" }, { '0', "neutral" } };
	for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
		struct json_object *document = try_text("- sentences\n- tokens\n- sentiment\n", NULL, read[i].text);
		const char *label = json_object_get_string(json_object_object_get(document, "sentiment_label"));
		for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
			if (labels[k].tone == read[i].tone && strcmp(labels[k].label, label))
				fail_msg("\"%s\" is %s", read[i].text, label);
		json_object_put(document);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_have_the_tone_that_a_reader_gives_them),
	};
	return cmocka_run_group_tests_name("test_sentiment_tones", tests, NULL, NULL);
}
