/*
 * The words that the stage `sentences` knows, by what they tell of a full stop beside them: small letters, no final
 * dot. A word may stand in several lists. Which list an abbreviation belongs to is decided by what follows it, not by
 * what it means: see the kinds in sentences.h.
 */
#include "sentences.h"

/* clang-format off */
const struct word_list word_lists[] = {
	{ WORD_TITLE,
	  "adm ald amb archbp assoc asst att atty bp brig capt cdr cllr cmdr col cols comdr cpl cpt dep det dir "
	  "dott dr drs ens gen gens gov govs hon insp lt ltc maj messrs mgr mlle mme mmes mons mr mrs ms msgr "
	  "msgt mt mx ofc pfc pres prof profs pte pvt rep reps rev revs sec sen sens sfc sgt sgts spc sra srta "
	  "ssgt supt vadm ven vice-adm" },
	{ WORD_NUMBERED,
	  "art arts ch chap chaps ed eq eqs fig figs no nos nr num n° op p para paras pg pgs pp pt pts "
	  "ref refs res sc sec secs sect tab v ver vol vols" },
	{ WORD_TRAILING,
	  "al apt assn av ave avg b.sc bldg blvd bros co corp corps cos ct d.phil dept dist ed.d esq est etc ext fr ft gmbh "
	  "govt hr hrs hwy inc intl jr kph lb lbs ll.b ll.m llc llp ln ltd m.sc mfg min mins mph mtn mts natl "
	  "oz ph.d pkwy pl plc prov rd rm secs sq sr st ste str transl univ yd yds yrs" },
	{ WORD_PROPER,
	  "ala apr ariz ark aug cal calif colo conn dec del feb fla fri ga ill ind jan jul jun kan ky la mar "
	  "mass md mich minn miss mo mon mont neb nev nov oct okla ont ore pa penn que sat sep sept sun tenn "
	  "tex thu thur thurs tue tues va vt wash wed wis wyo" },
	{ WORD_NEVER,
	  "a.k.a abbr aka approx attn c.f ca cf e.g eg esp et.al excl fwd i.e ibid ie incl "
	  "op.cit ph pron ps resp tel viz vs" },
	{ WORD_OPENS,
	  "a about according after again all along already also although among an and another any anyone "
	  "anything are as at because before being besides both but by can compared could despite did do does "
	  "don't during each earlier either even eventually every everyone everything finally first for from "
	  "further furthermore give given had has have having he he's her here here's hers herself his how "
	  "however i i'd i'll i'm i've if in indeed instead is isn't it it's its just last lately later like "
	  "many maybe meanwhile more moreover most much my nearly neither never nevertheless next no nobody "
	  "none nor not nothing now of often on once one only or other others our overall perhaps please rather "
	  "recently same several shall she she's should similarly since so some someone something sometimes "
	  "soon still such that that's the their them then there there's therefore these they they'll they're "
	  "they've this those though through throughout thus to today together two under unless unlike until "
	  "upon us was we we'll we're we've were what what's when where whereas whether which while who whose "
	  "why with within without would yes yesterday yet you you're your" },
	{ WORD_SAYS,
	  "added adds answered answers asked asks commented concluded continued cried declared demanded "
	  "enquired exclaimed explained inquired insisted joked noted quipped remarked replied replies "
	  "responded said say says shouted stated states tells told whispered wondered writes wrote" },
	{ WORD_LEADS_ON,
	  "a about among an and are as at be because been between but by can could for from had has have her "
	  "his if in into is its may might must my no nor not of on onto or our over should since than that the "
	  "their these this those to under until upon was were when which while who whose will with without "
	  "would your" },
	{ WORD_CLOCK,
	  "bst central cdt cest cet cst eastern edt est et gmt ist local mdt monday mondays mountain msk mst "
	  "pacific pdt pst pt utc tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays "
	  "saturday saturdays sunday sundays january february march april june july august september october "
	  "november december jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat sun" },
	{ WORD_TIME, "a.m am p.m pm" },
};
/* clang-format on */
const size_t n_word_lists = sizeof(word_lists) / sizeof *word_lists;
