/*
 * pronoun_cases.h: texts and what their pronouns mean, for the tests of the stage `mentions`.
 *
 * Each case says what a reader takes the pronouns for; where the rule answers otherwise the case is among the misses.
 */
#ifndef TESTS_PRONOUN_CASES_H
#define TESTS_PRONOUN_CASES_H

struct pronoun_case {
	const char *text;
	const char *links; /* "he = Lund | her = Marsh": the pronouns that mean a target, in order */
};

struct miss {
	struct pronoun_case rule;
	const char *reader;
};

static const struct pronoun_case nearest_sentence[] = {
	{ "Lund was tired. He left at noon.", "He = Lund" },
	{ "Lund left at noon. It rained. Crowds waited. He spoke at six.", "He = Lund" },
	{ "Marsh left. Reed stayed. He smiled.", "He = Reed" },
	{ "Lund left. Reed stayed. He smiled.", "He = Reed" },
	{ "Lund left. Marsh stayed. He smiled.", "He = Lund" },
	{ "Lund met Marsh. She thanked him for his patience.", "She = Marsh | him = Lund | his = Lund" },
	{ "Marsh spoke first. Her plan was bold, and she knew it.", "Her = Marsh | she = Marsh" },
	{ "LUND WARNS COUNCIL. HE SAYS TIME IS UP.", "HE = Lund" },
	{ "Lund spoke. He’s tired, and he'd said so before; he'll rest.", "He = Lund | he = Lund | he = Lund" },
	{ "The choice is hers, Marsh was told.", "" },
	{ "Marsh won. The seat is hers.", "hers = Marsh" },
};

static const struct pronoun_case subject_first[] = {
	{ "Lund met Reed. He said the talks had gone well.", "He = Lund" },
	{ "Lund told Reed that he would wait.", "he = Lund" },
	{ "In a call with Lund, Reed said he was ready.", "he = Reed" },
	{ "After a long night with Lund in the old mill, Reed spoke. He smiled.", "He = Reed" },
	{ "When Lund called, Reed said he was busy.", "he = Reed" },
	{ "Lund said that Reed was late. He shrugged.", "He = Lund" },
	{ "Lund's army attacked Reed. He had warned of it.", "He = Lund" },
	{ "Reporters met Lund and asked him about Reed. He shrugged.", "him = Lund | He = Lund" },
	{ "Reed praised Lund, who said he was pleased.", "he = Lund" },
	{ "Lund announced that Reed had resigned and that he would follow.", "he = Lund" },
	{ "Lund claims Reed lost because he was late.", "he = Reed" },
	{ "Lund and Reed shook hands. He smiled.", "He = Lund" },
};

static const struct pronoun_case objects[] = {
	{ "Lund met Reed and told him everything.", "him = Reed" },
	{ "Lund said Reed told him to leave.", "him = Lund" },
	{ "Marsh said Reed had told her nothing.", "her = Marsh" },
	{ "Lund wants Reed to call him.", "him = Lund" },
	{ "Lund met Jo Reed in Norland and thanked him after calling Marsh.", "him = Reed" },
	{ "Lund called Marsh. Reed called him too.", "him = Lund" },
	{ "Lund denied the charges against him. He stayed.", "him = Lund | He = Lund" },
	{ "Lund met Reed. Marsh fought against him.", "him = Lund" },
	{ "Lund was asked by Reed to call him.", "him = Reed" },
	{ "Lund blamed himself.", "himself = Lund" },
	{ "Reed said Marsh had hurt herself.", "herself = Marsh" },
	{ "Marsh asked Reed to help her with her plan.", "her = Marsh | her = Marsh" },
};

static const struct pronoun_case owners[] = {
	{ "Lund praised Reed in his speech.", "his = Lund" }, { "Lund thanked Reed for his help.", "his = Reed" },
	{ "Lund met Reed and his advisers.", "his = Reed" },  { "Lund's mother said his work was done.", "his = Lund" },
	{ "Marsh told Lund his time was up.", "his = Lund" },
};

static const struct pronoun_case others[] = {
	{ "Lund met Emil Torv in Paris. Torv said he was pleased.", "" },
	{ "Lund met Torv. Torv said he was pleased.", "" },
	{ "Lund spoke. \"It is late,\" said Torv. He yawned.", "" },
	{ "Lund spoke. Nobody knew he was ill.", "he = Lund" },
	{ "Lund left. Moscow said he would be back.", "he = Lund" },
	{ "Lund arrived. Robert Belt was there. He said nothing.", "" },
	{ "Lund arrived. Mr. Belt was there. He said nothing.", "" },
	{ "Lund lost. NASA spokesman Arno Belt said he was busy. Belt added that he was pleased.", "" },
	{ "A spokesman for Lund said he would not come.", "" },
	{ "Lund's lawyer said he had won.", "" },
	{ "Officials said Lund had a cold. They said he was resting.", "he = Lund" },
	{ "Lund spoke. A man who heard it said he was moved.", "" },
	{ "He said Lund was late. He shrugged.", "" },
	{ "Marsh was there with her husband. He smiled at Lund.", "her = Marsh" },
	{ "Lund spoke. The reader knows what he or she wants, and what his or her vote is worth.", "" },
	{ "Marsh waited. Her Majesty came late.", "" },
	{ "Lund Attacks Marsh Over Her Letters", "Her = Marsh" },
	{ "Lund met Vice Premier He Lan. They left.", "" },
};

static const struct pronoun_case in_front[] = {
	{ "After he won the vote, Lund left. He smiled.", "He = Lund" },
	{ "Reed smiled. In his speech, Lund praised nobody.", "" },
	{ "Lund smiled. In his speech, Lund praised nobody.", "his = Lund" },
	{ "Lund smiled. In his speech, he praised nobody.", "his = Lund | he = Lund" },
};

static const struct pronoun_case speech[] = {
	{ "Lund met Reed. \"He is a good man,\" he said.", "He = Reed | he = Lund" },
	{ "Lund said: \"Reed is smart.\" He added that he liked him.", "He = Lund | he = Lund | him = Reed" },
	{ "“I told him no,” Lund said of Reed. “He went on.”", "He = Reed" },
	{ "\"What Lund did is right,\" he said.", "" },
	{ "Lund called Marsh \"a friend\". She thanked him.", "She = Marsh | him = Lund" },
	{ "Lund knows Reed. ‘He lies,’ Lund said.", "He = Reed" },
	{ "Lund said: \"Our workers are brave. They will win.\" He left.", "He = Lund" },
};

static const struct pronoun_case many[] = {
	{ "The Greens lost. They blamed Lund. He blamed them.", "They = Greens | He = Lund | them = Greens" },
	{ "The Greens said they would vote for their own plan.", "they = Greens | their = Greens" },
	{ "The Greens met. Officials said they were late.", "" },
	{ "The Greens met. Lund and Marsh came late. They smiled.", "" },
	{ "Norland said it would fight. He left, and they stayed.", "" },
	{ "Lund spoke for Norland. They cheered.", "" },
	{ "The Greens could blame themselves.", "themselves = Greens" },
};

static const struct pronoun_case guessed[] = {
	{ "Reed left. He was tired.", "He = Reed" },        { "Reed left. She was tired.", "" },
	{ "Kolb left. She was tired.", "She = Kolb" },      { "Kolb left. He was tired.", "He = Kolb" },
	{ "Norland fell. He was tired, she was not.", "" },
};

/* Where somebody belongs is not what the sentence is about. */
static const struct pronoun_case offices[] = {
	{ "Norlandish President Jo Lund has offered to meet President-elect Paul Reed, stating he is ready.",
	  "he = Lund" },
	{ "The Norlandish president, Jo Lund, met Reed. He smiled.", "He = Lund" },
	{ "Norland's President Kolb met Marsh. She said she was tired of her job.",
	  "She = Kolb | she = Kolb | her = Kolb" },
	{ "Norlandish Prime Minister Arno Belt spoke to Lund. He was angry.", "" },
	{ "Amid the talks, Norlandish President Jo Lund said he had not met his rival Paul Reed.",
	  "he = Lund | his = Lund" },
	{ "Lund met Norlandish Prime Minister Arno Belt. He smiled.", "He = Lund" },
};

/* As they stand in news; written before the rule was tried on them. */
static const struct pronoun_case news[] = {
	{ "Lund will fly to Norland on Friday, where he is to open a bridge that his father built.",
	  "he = Lund | his = Lund" },
	{ "Marsh, 54, has led the party since spring. Before that she ran a mill.", "she = Marsh" },
	{ "Lund has ruled out a deal with Reed, saying he could not trust him.", "he = Lund | him = Reed" },
	{ "Critics of Marsh say she is too slow; her friends say they trust her.",
	  "she = Marsh | her = Marsh | her = Marsh" },
	{ "Police arrested Reed at his home and took him to court.", "his = Reed | him = Reed" },
	{ "It was Lund who called first, but Marsh said she had no time for him.", "she = Marsh | him = Lund" },
	{ "Lund, whose wife fell ill, sent his regrets. He will not attend.", "his = Lund | He = Lund" },
	{ "The court told Marsh that her appeal had failed. She wept.", "her = Marsh | She = Marsh" },
	{ "Reed was shot in the arm, but doctors say he will live.", "he = Reed" },
	{ "For months Lund had kept his plans to himself. Then, on Monday, he told everyone.",
	  "his = Lund | himself = Lund | he = Lund" },
	{ "Norland's army says it has won. Lund doubts it, and he has his reasons.", "he = Lund | his = Lund" },
	{ "If Marsh wins, she will be the first woman to lead Norland. If she loses, Reed will.",
	  "she = Marsh | she = Marsh" },
	{ "Lund and his wife were met by Marsh, who gave them her own keys.", "his = Lund | her = Marsh" },
	{ "\"We will not yield,\" Lund told a crowd in Norland. \"They know it.\" He then took his seat.",
	  "He = Lund | his = Lund" },
	{ "Reed accused Lund of lying. Lund says he told the truth.", "he = Lund" },
	{ "Reed accused Lund of lying about his past.", "his = Lund" },
	{ "Voters like Lund. They trust him.", "him = Lund" },
	{ "The Greens have a new leader. Their choice surprised Lund, who had backed her rival. They do not mind.",
	  "Their = Greens | They = Greens" },
	{ "Lund's brother, a baker, said he never liked politics.", "" },
	{ "President Kolb was late. Her plane had been held, she said.", "Her = Kolb | she = Kolb" },
	{ "Reed, meanwhile, has been busy: his team, his book and his dog all need him.",
	  "his = Reed | his = Reed | his = Reed | him = Reed" },
	{ "Asked about Marsh, Lund shook his head. \"I like her,\" he said.", "his = Lund | her = Marsh | he = Lund" },
	{ "Lund lost his temper with Reed, then apologised to him.", "his = Lund | him = Reed" },
	{ "Reed once worked for Lund. Now he works against him.", "he = Reed | him = Lund" },
	{ "Marsh read the letter that Lund had sent her. She tore it up in front of him.",
	  "her = Marsh | She = Marsh | him = Lund" },
	{ "A judge ruled that Reed must pay; she gave him a month.", "him = Reed" },
	{ "Not since Lund took office has he been so weak.", "he = Lund" },
	{ "Reed's lawyer, Anna Kern, said her client had done nothing. She called him a saint.", "him = Reed" },
	{ "The mayor thanked Lund. He had come a long way.", "He = Lund" },
	{ "Marsh and Lund clashed over his budget. She called it reckless.", "his = Lund | She = Marsh" },
	{ "Lund's letter to Marsh, in which he begged for her help, was found by Reed.", "he = Lund | her = Marsh" },
	{ "Lund said on Monday he would resign, hours after Marsh urged him to.", "he = Lund | him = Lund" },
	{ "No one had told Lund. He read it in the paper, as did Reed. His anger was plain.",
	  "He = Lund | His = Lund" },
	{ "Reed won, helped by Marsh and her money.", "her = Marsh" },
	{ "Lund beat Reed by ten votes. Reed has asked for a recount; he says some were lost.", "he = Reed" },
	{ "Lund declined to comment. \"He has nothing to add,\" said a spokeswoman for the party.", "He = Lund" },
	{ "\"I have known Reed for years,\" Lund told the Herald. \"He will do what he wants.\"",
	  "He = Reed | he = Reed" },
	{ "Marsh was asked whether she would run. \"Ask me in May,\" she said, and closed the door behind her.",
	  "she = Marsh | she = Marsh | her = Marsh" },
	{ "According to Lund, his party will vote no.", "his = Lund" },
	{ "Lund, flanked by Reed, said: “We stand together.” He took no questions.", "He = Lund" },
	{ "“She is a fighter,” Lund said of Marsh, “and she will win.”", "she = Marsh" },
	{ "Marsh smiled when Lund said she was \"a fighter\".", "she = Marsh" },
	{ "Lund's resignation came as a shock. He had only been in office a year, and his allies had thought him safe.",
	  "He = Lund | his = Lund | him = Lund" },
	{ "The minister praised Marsh for her courage and said he would back her.", "her = Marsh | her = Marsh" },
	{ "The Greens, who lost half of their seats, said they would rebuild.", "their = Greens | they = Greens" },
	{ "Thousands marched against Reed. They want him gone.", "him = Reed" },
	{ "Reed's critics are loud, but they are few, and he ignores them.", "he = Reed" },
	{ "Marsh told reporters: \"Reed must go. He has lied to us all.\"", "He = Reed" },
	{ "While Lund was speaking, Marsh left her seat and handed him a note.", "her = Marsh | him = Lund" },
	{ "Lund denies that he met Reed. Documents show he did.", "he = Lund | he = Lund" },
	{ "Kolb will visit Norland next week. It is her third trip there since she took office.",
	  "her = Kolb | she = Kolb" },
	{ "Although she trails in the polls, Marsh says she will win.", "she = Marsh" },
	{ "Reed bought the paper in 1990. Under him it doubled its sales.", "him = Reed" },
	{ "Lund called Reed a liar. Reed called him a coward. Marsh said both should be ashamed of themselves.",
	  "him = Lund" },
	{ "Norland, said Lund, had betrayed its friends. He named no names.", "He = Lund" },
	{ "Nobody in Lund's party wants him to stay.", "him = Lund" },
	{ "Marsh's husband, a painter, said he was proud of her.", "her = Marsh" },
	{ "Reed and Marsh married in 1999. She left him ten years later.", "She = Marsh | him = Reed" },
	{ "To his friends, Lund is a hero; to his foes, he is a fool.", "his = Lund | he = Lund" },
	{ "Lund thinks Marsh is wrong, and he told her so.", "he = Lund | her = Marsh" },
	{ "What Lund wants, he gets.", "he = Lund" },
	{ "Reed, Lund and Marsh are to meet on Sunday at her house.", "her = Marsh" },
	{ "Prosecutors say Reed hid money from Marsh while she was ill and lied to her lawyers.",
	  "she = Marsh | her = Marsh" },
	{ "Lund hugged his mother and then Marsh. He kissed neither.", "his = Lund | He = Lund" },
};

static const struct miss misses[] = {
	/* Speech that goes on behind a mark that is misplaced: whoever says I, he is not the speaker. */
	{ { "Lund said: \"You asked about Reed.\" First of all, I am not sure. He did not call. I saw him in May.",
	    "" },
	  "He = Reed | him = Reed" },
	{ { "Lund has two sons. The elder said he would follow his father into politics.", "he = Lund | his = Lund" },
	  "" },
	{ { "Lund fears Reed more than Reed fears him.", "him = Reed" }, "him = Lund" },
	{ { "Lund blamed Reed because he was weak.", "he = Lund" }, "he = Reed" },
	{ { "Lund took his dog with him.", "his = Lund" }, "his = Lund | him = Lund" },
	{ { "Lund visited Reed at his villa.", "his = Lund" }, "his = Reed" },
	{ { "Reed smiled. After he had left, Lund said nothing.", "" }, "he = Reed" },
	{ { "Flake has long been critical of Lund, but he stayed.", "he = Lund" }, "" },
};

#endif
