# The bot's phrases in English. This file is all that a translator touches.
#
# A message is `key = text`; `{ $name }` is where a value goes, and a number chooses its wording:
#     tasks-left = { $count ->
#         [one] { $count } task
#        *[other] { $count } tasks
#      }
# Values are plain words, people, days or commands to type: they stand where you put them, and only numbers can choose.
# `{ STRONG($count) }` gives weight to a value or to `"quoted words"`. A new file here, say `de.ftl`, is a new language.


## Lists and days

# Between the phrases of one line.
line-separator = { " · " }
# $weekday is short ("Fri"), $month is a full name. The day of the month is a number.
speech-day = { $weekday } { $day } { $month }
speech-day-of-year = { $weekday } { $day } { $month } { $year }
# $day is one of the two above; $time is always like 18:00.
speech-moment = { $day } at { $time }


## Reactions and short answers

ack = 👍
noted = Noted.
noted-taken = Noted: { $number } { $title } is in your hands.
noted-helping = Noted, thank you for the helping hand: { $number } { $title }.
noted-done = Noted, thank you: { $tasks }.
noted-asked = Noted: { $name } has been asked.
noted-for-name = Noted: until { $name } turns up, the task stays open to anyone.
noted-help = Noted: looking for more hands.
noted-cancelled = Noted: { $tasks } dropped.
noted-undone = Taken back: { $tasks }.
noted-after = Noted: { $task } comes after { $tasks }.
look-alike = It resembles { $number } { $title }. If it is the same, this one can go.
free-to-start = What this one was waiting for is over, the way is clear:
dropped-by = { $who } dropped a task of yours:
near-miss = Did you mean { $command }?
near-miss-two = Did you mean { $command } or { $other }?
edit-too-late = After a quarter of an hour, an edited message changes nothing any more. To correct the task: { $example }
from-team = { $team }
late-answers = Here is my answer to what was written while I was away.
task-made = Task { $number } made: { $title }
stale-button = This choice is out of date; nothing changed.
flood = That was a lot at once. What got no reaction or answer from me was not done; it can be sent again in a few minutes.
press-above = To answer that, one of the choices above will do.
button-of-another = This question waits for { $person }.
fault = Something went wrong on my side; nothing changed. Please try again later.
not-understood = I am not sure I understand. Here is a way on:

## Asking for more

refusal-which = Which task? For example: { $example }
refusal-no-such-task = There is no task { $number } here. The list: { $example }
refusal-no-title = What is there to do? For example: { $example }
refusal-long-title = That is long for a title: { $most } characters at most, and the rest in the conversation.
refusal-closed = Task { $number } is closed already. To open it again: { $example }
refusal-open = Task { $number } is open already. To close it: { $example }
refusal-taken = { $name } is on it already. To lend a hand: { $example }
refusal-not-asked = No proposal is waiting for { $number }. The open tasks: { $example }
refusal-not-yours = Task { $number } is not in your hands. Your tasks: { $example }
refusal-milestone = { $number } is a milestone: nobody carries it. What leads to it can be taken: { $example }
refusal-event = { $number } is an appointment: nobody carries it. All about it: { $example }
refusal-milestone-title = Which milestone, and when? For example: { $example }
refusal-milestone-date = When is it? For example: { $example }
refusal-milestone-people = A milestone is a date that nobody carries: leave names, hours and numbers of people out. For example: { $example }
refusal-project = Which project, in { $most } characters at most, and what is it for? For example: { $example }
refusal-who = To whom? For example: { $example }
refusal-unknown-person = I do not know { $name } here yet; nothing changed.
refusal-already-asked = { $name } has { $number } in view already.
refusal-date = I did not understand the date. For example: { $example }
refusal-filter = I found no such tasks. For example: { $example }
refusal-help = I do not know that command. All commands: { $example }
refusal-coordinators = That is for the group's coordinators.
refusal-role-unknown = I could not ask just now who coordinates here; please try again in a moment.
refusal-cannot-close = I may not close this chat to writing. { $right } Nothing has changed.
refusal-quiet = Which quiet hours? For example: { $example }
refusal-never-open = At least one hour of the week must be open. For example: { $example }
refusal-away = Until when? For example: { $example }
refusal-digest = Which day and hour? For example: { $example }
ask-which-person = Several people are called { $name }. Who is meant?
ask-which-date = Which date?
ask-when = By when? As below, or for example: { $example }
refusal-being-asked = { $number } is proposed to somebody: their answer may still come.
refusal-taken-seek = { $name } is on it already. To look for more hands: { $example }
refusal-involved = Dropping { $number } is for its author, its owner or the coordinators.
refusal-nothing-to-undo = I find nothing to take back: that works for what was done to tasks, within ten minutes.
refusal-undo-changed = Something changed there since, so it is not taken back.
refusal-cycle = That would turn in circles: { $tasks }. Nothing changed.
refusal-after = After which task? For example: { $example }
refusal-edit = What should change? For example: { $example }
ask-which-task = Which task? As below, or for example: { $example }
ask-which-team = For which group?

## A task's card

card-title = { $number } { $title }
card-quote = “{ $text }”
card-note = 📝 { $text } — { $who }
somebody = somebody
card-doubt = The date is not certain: which one is right?
card-unreachable = { $people }: I cannot write to you in private yet; open a chat with me to get your reminders.
item = { $number } { $title }
item-plain = { $number } { $title }
item-people = { $people }
item-asked = proposed to { $people }
status-free = 👋 looking for someone
status-for-name = 👋 for { $name }? looking for someone
status-proposed = ❔ proposed to { $people }
status-owned = 👤 { $people }
status-done = ✅ done
status-done-by = ✅ done, thank you { $people }
status-cancelled = ✖ dropped
status-cancelled-why = ✖ dropped: { $why }
fact-leads =
    { $count ->
        [one] 1 open task leads to it
       *[other] { $count } open tasks lead to it
    }
fact-past = its date is past
leads-unsaid = To say what leads to it: { $example }
leads-none = Nothing that leads to it is open.
leads-more = and { $count } more
status-milestone = 🏁 milestone
status-milestone-done = 🏁 milestone, reached
status-event = 👥 appointment
status-event-done = 👥 appointment, over
status-date-off = ✖ called off
status-date-off-why = ✖ called off: { $why }
fact-helpers = { $people } helping
fact-important = ‼ important
fact-project = #{ $project }
fact-wanted = { $there } of { $wanted }
fact-after = after { $tasks }
fact-blocks =
    { $count ->
        [one] { $tasks } waits for it
       *[other] { $tasks } wait for it
    }
fact-offered = for whoever wants to take it
fact-help = looking for more hands
effort-minutes = ~{ $minutes } min
effort-hours = ~{ $hours } h
effort-both = ~{ $hours } h { $minutes }
due-day = 📅 { $day } included
due-morning = 📅 { $day }, in the morning
due-noon = 📅 { $day }, at lunchtime
due-afternoon = 📅 { $day }, in the afternoon
due-evening = 📅 { $day }, in the evening
due-night = 📅 { $day }, at night
due-moment = 📅 { $moment }
due-none = no date
repeats-minutely = ↻ every { $every } minutes
repeats-hourly =
    { $every ->
        [one] ↻ every hour
       *[other] ↻ every { $every } hours
    }
repeats-daily =
    { $every ->
        [one] ↻ every day
       *[other] ↻ every { $every } days
    }
repeats-weekly =
    { $every ->
        [one] ↻ every week
       *[other] ↻ every { $every } weeks
    }
repeats-monthly =
    { $every ->
        [one] ↻ every month
       *[other] ↻ every { $every } months
    }
repeats-yearly =
    { $every ->
        [one] ↻ every year
       *[other] ↻ every { $every } years
    }
repeats-on = { $often }: { $days }
repeats-until = { $often }, until { $day }
repeats-working-week = Monday to Friday
repeats-day = day { $day }
repeats-last-day = the last day
repeats-place =
    { $place ->
        [one] first { $day }
        [2] second { $day }
        [3] third { $day }
        [4] fourth { $day }
        [5] fifth { $day }
       *[other] { $place }th { $day }
    }
repeats-last = last { $day }
repeats-last-but-one = second to last { $day }
weekday-name =
    { $weekday ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
        [6] Sunday
       *[other] { $weekday }
    }

## A task's history

history-made = { $at }: made by { $who }
history-taken = { $at }: taken by { $who }
history-helped = { $at }: { $who } lends a hand
history-done = { $at }: done, noted by { $who }
history-reopened = { $at }: opened again by { $who }
history-moved-from = { $at }: new date, by { $who } (before: { $was })
history-moved = { $at }: new date, by { $who }
history-cancelled = { $at }: dropped by { $who }
history-undone = { $at }: taken back by { $who }
history-corrected = { $at }: corrected by { $who }
history-recurs = { $at }: it comes back
history-over = { $at }: it took place
history-not-yet = { $at }: not yet, the one before is open again

## Buttons

choice-take = I take it
choice-take-of = I take #{ $number }
choice-accept = I take it
choice-decline = Not this time
choice-accept-of = #{ $number }: I take it
choice-decline-of = #{ $number }: not this time
choice-done = It is done
choice-reached = It is reached
choice-done-of = #{ $number }: it is done
choice-help = I can help
choice-help-of = #{ $number }: I can help
choice-where-of = #{ $number }: where are we?
choice-new-date-of = #{ $number }: new date
choice-need-help-of = #{ $number }: I need help
choice-give-back-of = #{ $number }: I give it back
choice-day = { $day }
choice-no-date = No date
choice-moment = { $moment }
choice-person = { $name }
choice-role-of = { $role }: I take it
choice-rest = See the rest
choice-my-tasks = My tasks
choice-help-me = Help
choice-cancel-of = Drop #{ $number }
choice-start = My reminders in private
choice-in-private = Send it to me in private
choice-settings = Settings
choice-privacy = What is kept
choice-mydata = All about me, as a file
choice-forgetme = Forget me …
choice-forget = Yes, forget me
choice-forget-not = No, change nothing
choice-free-tasks = What is looking for someone
choice-language-en = English
choice-language-fr = Français
choice-task = { $number } { $title }
choice-team = { $team }
choice-typed = { $command }
choice-late = { $command }: { $label }

## Proposals and nudges

proposal-asks = { $by } proposes a task to you:
proposal-free = Yes or no, both are fine. Without an answer it moves on by itself.
lapsed = Your proposal got no answer; the task is looking for someone again:
nudge-ahead = In two days:
nudge-day = Coming up:
nudge-after = How is this task going? Its date has passed, and that is all right:

## Arriving and leaving

welcome-title = Hello, this is Accalmie.
welcome-task = A task is one line. It is proposed; nobody owes anything.
welcome-calm = I edit my cards instead of writing again, and at night I make nothing ring.
welcome-digest = Once a week a digest tells what is done, what presses and what is looking for someone.
welcome-example = To try, a line to copy: { $example }
welcome-quiet = Quiet hours: from { $start } to { $end }
welcome-weekly =
    Digest: { $weekday ->
        [0] on Mondays
        [1] on Tuesdays
        [2] on Wednesdays
        [3] on Thursdays
        [4] on Fridays
        [5] on Saturdays
        [6] on Sundays
       *[other] every week
    } at { $time }
welcome-kept = Nothing of your talk is kept.
welcome-speaks = I speak English, by the local time of { $place }.
admission-waits = Before I can begin, whoever hosts me types { $command } until { $until }. Until then I do nothing.
admission-over = Nobody opened the door to me in time: I am leaving, and I keep nothing.
start-way = The rest is in private; the choice below opens the conversation.
start-hello = Hello { $name }
start-private = Your reminders and what is proposed to you come here, never in quiet hours.
start-carried =
    { $count ->
        [0] Nothing is in your hands right now.
        [one] { $count } task is in your hands.
       *[other] { $count } tasks are in your hands.
    }
unreadable = I could not read a message of yours in “{ $chat }”. If it was for me, please send it again.
unreadable-here = I could not read your message. Could you send it again?

privacy-title = What is kept here
privacy-never = Your talk: no. A message that asks nothing of me is kept nowhere.
privacy-tasks = Tasks: title, dates, project, who does them, notes, what happened to them; of the message that a task was made of, its link and one line at most.
privacy-people = People: name and handle at the messenger, place and roles in the group, tasks proposed or taken, words of thanks; language, time zone and quiet hours of their own if they chose any, and whether a digest comes to them in private; the hours a week that they can give, if they said so; an absence, until it is over. Of hours and absences nobody else learns.
privacy-debates = Debates set aside: topic, link, one quoted line at most, a view of each person, what was decided and when. Whose a view without a name is, is kept until the decision and no longer.
privacy-letters = What I write: its words are erased once it has left, and one to three months later that it was; a card stays with its task. A “not this time” is written into no history.
privacy-voices = What you write for the morning: until it is posted or taken back. Something urgent: who and when for the count of the week, and one line of it for the digest; thirty days.
privacy-why = Why: so that nobody has to remember everything. Nobody is counted or ranked.
privacy-until = How long: a name, thirty days after somebody left; everything else, ninety days after the bot was removed from the group.
privacy-host-contact = Who hosts this bot: { $name } ({ $contact }).
privacy-host = Who hosts this bot: { $name }.
privacy-host-unknown = Whoever hosts this bot has not left a name yet.
privacy-between = Between people: requests (thirty days), and reports to two of the coordination (ninety days at most), reach those they are for, and erase themselves. The charter stays, a calendar address until it is taken back, of an exported file nothing.
privacy-correct = To correct: your name is the one of your messenger, change it there; language and hours with { $settings }; a title or a quoted line with { $edit }; a note or thanks of yours is taken back with “off” after it.
backups-of = Copies: { $host } makes backups of my database, which keep what was erased since until newer ones replace them.
backups = Copies: whoever hosts me makes backups of my database, which keep what was erased since until newer ones replace them.

## To read what is kept, and to be forgotten

mydata = Here is all I keep that has your name on it, in all your groups: a page to read, and the same for machines.
mydata-wrong = Is something wrong? { $example } says how it is corrected.

# The page of one's own data
file-mydata = my-data
mine-title = What Accalmie keeps of you
mine-made = As it was on { $at }, in all your groups.
mine-others = Others are named only where they had to do with you. What they keep for themselves is not here. The words of a letter are erased once it has left.
mine-all = everything that is kept of it
mine-yes = yes
mine-no = no
mine-person = Your settings
mine-account = Your accounts
mine-membership = Where you are
mine-team = These groups
mine-task = Tasks that you wrote, carry or noted on
mine-assignment = Your part in tasks
mine-attendance = Appointments to which you come
mine-note = Your notes
mine-role = Roles
mine-debate = Debates that you set aside or spoke on
mine-debate-view = Your lines on debates
mine-thanks = Thanks
mine-history = What you did to tasks
mine-letter = Letters to you
mine-choice = Your buttons
mine-later = What waits to be posted in your name
mine-hours = Your hours
mine-week-hours = Your hours in single weeks
mine-urgent = What you found urgent
mine-change = What you can still take back
mine-request = What you asked of others, or were asked and read
mine-asked = Requests that were for you
mine-unasked = That you want no requests
mine-search = Tasks for which somebody is looked for: for you, or by asking you
mine-unsought = That you do not want me to ask you of my own accord
mine-report = What you told the coordination in confidence
mine-report-keeper = What was told to you in confidence: that it was
mine-report-line = Your lines on what was told to you in confidence
mine-feed = Your private calendar addresses
mine-seen = The chats where your accounts are
mine-link = Codes of yours that join chats or accounts
mine-link-try = Codes that did not count
mine-row-account = { $name }, at { $messenger } ({ $account })
mine-row-membership = { $team }, since { $at }
mine-row-hours = { $team }: { $hours } a week
mine-row-week-hours = { $team }, week of { $day }: { $hours }
mine-row-left = { $team }, from { $at } until { $left }
mine-row-task = { $number } { $title } ({ $team })
mine-row-debate = { $number }: { $title } ({ $team })
mine-row-accepted = You carry { $task }
mine-row-proposed = You are asked to take { $task }
mine-row-attendance = You said that you come to { $task }
mine-row-note = On { $task }: { $words }
mine-row-history = { $task }: { $what }
mine-you = you
mine-row-thanked = You to { $who }: { $words }
mine-row-thanks = { $who } to you: { $words }
mine-letter-left = { $kind } of { $at }, has left
mine-letter-waits = { $kind } of { $at }, waits
mine-letter-dropped = { $kind } of { $at }, did not leave
mine-kind-ack = Reaction
mine-kind-answer = Answer
mine-kind-card = Card
mine-kind-proposal = Proposal
mine-kind-request = Request
mine-kind-nudge = Reminder
mine-kind-digest = Digest
mine-kind-event = Announcement
mine-kind-urgent = Urgent message
mine-kind-later = Message for the morning
mine-kind-system = Notice
forget-title = Shall I forget you?
forget-goes = At once, in all your groups: your name, accounts, rights, roles and settings, what I wrote to you or still wanted to, your buttons, thanks, and your name on the cards. I do not know you any more.
forget-tasks = Your open tasks are free again.
forget-stays = Stays, without your name: what the group works with. Of what you wrote, tasks: { $tasks }, notes: { $notes }, lines on debates: { $views }.
forget-typed =
    { $count ->
        [one] Stays as it is: { $count } text that people typed with your name in it. Coordinators can change it ({ $example }).
       *[other] Stays as they are: { $count } texts that people typed with your name in them. Coordinators can change them ({ $example }).
    }
forget-typed-more =
    { $count ->
        [one] … and { $count } more.
       *[other] … and { $count } more.
    }
forget-chat = The messages in the group and here are your messenger's: delete yours there. What others wrote about you in private stays until its time is over.
forget-newcomer = If you stay in the group and write to me again, you are a newcomer. In an encrypted room I have to know your devices as long as you are there.
forget-how = Or type { $example }.
forget-kept = Nothing was erased.
forgotten = Done. I have forgotten you, and this is my last message. All the best!
refusal-forget = I did not understand. First look what would be erased: { $example }
typed-title = { $number }
typed-quote = { $number }, quoted
typed-reason = { $number }, why it was dropped
typed-project = { $number }, project
typed-note = { $number }, note
typed-topic = Debate { $number }
typed-decision = Decision on { $number }
typed-view = View on { $number }
typed-objective = Project
typed-role = Role
typed-thanks = Thanks
typed-urgent = Urgent

## Lists

tasks-title =
    { $count ->
        [one] { $count } open task
       *[other] { $count } open tasks
    }
tasks-more =
    { $count ->
        [one] { $count } more task: { $example }
       *[other] { $count } more tasks: { $example }
    }
tasks-none = Nothing to do here. To add a task: { $example }
unknown-people = I do not know { $names } here yet; the task stands all the same.
tasks-none-such = Nothing of the kind right now. The whole list: { $example }

## What decides the dates

critical-title = What decides the dates
critical-none = No date depends on other tasks so far. To let one task wait for another: { $example }
critical-missing =
    { $count ->
        [one] { $count } day short
       *[other] { $count } days short
    }
critical-spare =
    { $count ->
        [0] just in time
        [one] { $count } day to spare
       *[other] { $count } days to spare
    }
critical-first = First { $task }
critical-others = Can wait: { $tasks }
critical-can-wait =
    { $count ->
        [one] { $task } ({ $count } day)
       *[other] { $task } ({ $count } days)
    }
critical-between =
    { $count ->
        [one] … and { $count } more task
       *[other] … and { $count } more tasks
    }
critical-more =
    { $count ->
        [one] { $count } more date: { $example }
       *[other] { $count } more dates: { $example }
    }
critical-pace = Counted the same for everybody: { $hours } a week, and at least a day for each task.
fact-late = late
fact-beyond = more than the free hours
fact-short = does not fit into the time left
fact-key = key to { $task }
refusal-critical = I do not know this project. For example: { $example }

## Can we

ask-canwe-hours = How many hours in all, and by when? For example: { $example }
ask-canwe-day = { $hours }, by when? For example: { $example }
refusal-canwe-far = Nobody knows their hours that far ahead: until { $day } at most. For example: { $example }
canwe-yes = Yes: { $hours } by { $day } fits.
canwe-later = Not before { $day } for { $hours }.
canwe-no = No: { $hours } is more than is free in the coming six months.
canwe-there = available by { $day }: { $hours }
canwe-promised = promised: { $hours }
canwe-elsewhere = of it by people whose hours nobody knows: { $hours }
canwe-nobody = not taken: { $hours }
canwe-kept = needed for what is due soon after: { $hours }
canwe-free = free: { $hours }
canwe-over = too much: { $hours }
canwe-more = To make it by { $day }: find { $hours } more.
canwe-more-weekly = To make it by { $day }: find { $hours } more, which is { $week } a week for the whole group.
canwe-give = Or drop or put off: { $tasks }.

## Notes, search and thanks

refusal-note = What is worth noting? For example: { $example }
refusal-long-line = That is long for one line: { $most } characters at most.
refusal-find = What should I look for? A few words will do, for example: { $example }
find-none = Nothing here speaks of “{ $words }”. The beginning of a word is enough, for example: { $example }
find-title =
    { $count ->
        [one] { $count } task found
       *[other] { $count } tasks found
    }
find-more =
    { $count ->
        [one] … and { $count } more. One word more narrows it down.
       *[other] … and { $count } more. One word more narrows it down.
    }
refusal-thanks = With pleasure! To thank somebody of the group: { $example }
refusal-thanks-self = You deserve it, and it sounds even better from somebody else. To thank others: { $example }
note-none = No line of yours stands on { $number }. To add one: { $example }
thanks-none = No thanks of yours are kept here. For example: { $example }
noted-note-off = The line is gone from { $number }.
noted-thanks-off = Your last thanks are gone.
noted-thanks = Noted: your thanks to { $people } will be in the next digest.
ask-abandon = { $number } { $title }: give it back, or drop it for everybody?

## Quiet hours

quiet-title = Quiet hours of the coming seven days
quiet-open = { $day }: open all day
quiet-window = { $day }: quiet from { $start } to { $end }
quiet-none = No quiet hours here. To set some: { $example }
quiet-says = In these hours I stay silent, and reminders wait.
quiet-soft = People may write meanwhile.
quiet-closes = Meanwhile the chat is closed to writing; reactions stay open.
chat-closed = 🌙 Closed to writing until { $until }. Reactions stay open.
chat-closed-urgent = Urgent? { $command } and the reason, to me in private: it rings here, once a week for each person.
choice-closed-later = ✍️ Write for tomorrow
choice-closed-urgent = 🚨 It is urgent
chat-not-closed = I could not close { $team } to writing in its quiet hours: I have no right to. { $status } says what is missing.
chat-stays-closed = { $team } is still closed to writing: I lost the right to open it. Open it in the settings of the group, or give me the right again; { $status } says which.
quiet-scale = { $cells }
quiet-day =
    { $cells } { $weekday ->
        [0] Mon
        [1] Tue
        [2] Wed
        [3] Thu
        [4] Fri
        [5] Sat
        [6] Sun
       *[other] day
    } { $day }
quiet-legend = { $quiet } quiet, { $part } in part, { $open } open
quiet-holidays = Public holidays count as Sundays.
days-all = Every day
days-weekdays = Monday to Friday
days-weekend = At the weekend
days-several = { $days }
days-one =
    { $weekday ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
        [6] Sunday
       *[other] day
    }
myquiet-title = What holds for you, the coming seven days
myquiet-none = No quiet hours of your own: those of the group hold. To set some: { $example }
myquiet-own = Your own quiet hours
myquiet-says = Nobody else sees them. Of yours and those of the group ({ $quiet }), the stricter hold.
choice-myquiet-off = No quiet hours of my own
ask-away = Until when? The first day of your return, for example: { $example }
away-until = Noted: nothing will reach you before you are back, on { $moment }.
away-open = Noted: nothing will reach you until further notice.
away-says = Nobody is told. What you ask is still answered, without sound.
away-due =
    { $count ->
        [one] { $count } task in your hands falls due before then:
       *[other] { $count } tasks in your hands fall due before then:
    }
away-offered = Noted: each task that falls due before then is for whoever wants to take it, and the reason is not said. As long as nobody took it, it stays yours.
away-taken = { $name } took over { $number } { $title }. Thanks to both of you!
away-kept = Noted: they stay in your hands.
away-back = Welcome back! What was waiting comes in open hours.
away-not = No absence is noted; nothing changed.
choice-away-offer = Offer them to whoever wants
choice-away-keep = Keep them
choice-away-off = I am back
choice-away-open = Until further notice

## What people say by way of the bot

# $words is one line of what somebody typed, $name is who.
words = { $words }
voice = { STRONG($name) }: { $words }
urgent-voice = ❗ { STRONG($name) }: { $words }
urgent-aside = ❗ For the coordination, from { STRONG($name) }: { $words }
ask-urgent = What is urgent? Write it to me in a few words, for example: { $example }
urgent-quiet = It is quiet in the group until { $until }. Can this wait?
urgent-old = You wrote this on { $at }, and I hear it only now. Is it still urgent?
urgent-rings =
    { $count ->
        [0] Posted now, it makes the phones of the whole group ring.
        [one] Posted now, it makes the phones of the whole group ring, { $count } person whom I know.
       *[other] Posted now, it makes the phones of the whole group ring, { $count } people whom I know.
    }
choice-urgent = Ring everybody now
choice-later = Post it in the morning
noted-urgent = Posted, with sound. The next digest tells the reason, without your name.
urgent-not = Noted: nothing rang.
urgent-told = The group rang for you already this week. So I tell the coordinators, in private and with sound, outside quiet hours of their own. In the group again from { $again } on.
urgent-enough = The coordinators heard from me for you several times this week; now it is better to talk to them. In the group again from { $again } on.
urgent-nobody = The group rang for you already this week, and I can reach nobody of the coordination in private. In the group again from { $again } on.
refusal-undo-rang = What rang cannot be taken back. No harm done: a word to the group puts it right.
ask-later = What shall I post in the group on { $moment }, in your name? Write it to me, or: { $example }
later-kept = Kept for { $moment }: then I post it in the group, in your name, and forget it.
later-stays = I may not delete messages here: delete yours above, so that it is not read twice.
later-open = It is not quiet in the group now, so you can simply write it there. Or shall I post it now, in your name?
later-open-says = It is not quiet in the group now, so you can simply write there. In quiet hours I keep what you write for the morning: { $example }
later-waiting = This waits until { $moment }:
later-none = Nothing of yours is waiting.
later-refused = I could not post this in the group:
later-left = What you wrote for the morning will not be posted, because you left { $team }.
ask-later-change = How should it read? Write it to me anew. Until now:
choice-later-off = Take it back
choice-later-off-of = Take back: { $words }
choice-later-change = Change it
choice-later-now = Post it now
noted-later-now = Noted: posted in the group, in your name.
noted-later-off = Taken back: it will not be posted.
refusal-later-gone = That does not wait any more; nothing changed.
refusal-later-stands = It is not quiet here now: your message stands there, and everybody can read it.
refusal-later-theirs = I post only your own words in your name. To write some: { $example }
refusal-long-voice = That is long: { $most } characters at most.
refusal-many-voices = { $most } messages of yours are waiting already. To see them: { $example }

## Asking

# $words, $about: what somebody typed. $people: whom a request is for.
choice-ask-on = Go on with my request
ask-whom = Whom do you want to ask? One to five people, by name: { $example }
ask-begins = A request to { $people }
ask-calm = Four short steps, between us. Nothing leaves before you have read it once more.
ask-there = This goes on in private, between the two of us.
ask-again = Your request to { $people } goes on
ask-other = Your request to { $people } is not finished. One at a time: go on with it, or throw it away and begin one to { $others }?
ask-see = 1/4 · What do you see? The facts, for example: “the hall was still to be tidied after the last three dances”.
ask-feel = 2/4 · How do you feel about it? For example: “tired, and a little alone with it”.
ask-need = 3/4 · What do you need? For example: “to share this work”.
ask-want = 4/4 · What do you ask? One thing, to which no is an answer as well: “can you stay for half an hour on Saturday?”
ask-about = Last, in two or three words: what is it about? This is all that is read before a yes. For example: “tidying the hall”.
ask-so-far = Until now:
ask-which-step = What do you want to say otherwise?
ask-shown = Read it once more, as { $people } will
ask-shown-to = { $people }
ask-shown-first = First, a question:
ask-shown-then = Then, after a yes:
ask-sent = Sent to { $people }: first the question, outside quiet hours.
ask-sent-silence = You hear from me when there is an answer. A silence can mean anything; I do not ask again. On { $day } all of it is erased.
ask-sent-already = That has been sent; nothing changed.
ask-stop-sure = Stop, and erase this request?
ask-stopped = Erased: nothing of it is kept.
ask-withdrawn = Taken back: whoever has not read it yet never will.
ask-unreached =
    { $count ->
        [one] { $people } has no private chat with me yet, so I cannot ask there. In person, perhaps?
       *[other] { $people } have no private chat with me yet, so I cannot ask there. In person, perhaps?
    }
ask-too-soon = { $people } had a request from you not long ago. So that nobody feels pressed, the next one can leave from { $moment } on.
choice-ask-there = Go on in private
choice-ask-new = Throw it away, begin the other
choice-ask-only = Ask only { $people }
choice-ask-keep = Keep it so
choice-ask-skip = Leave it empty
choice-ask-back = Back
choice-ask-restart = Start over
choice-ask-stop = Stop and erase it
choice-ask-see = 1 · What I see
choice-ask-feel = 2 · How I feel
choice-ask-need = 3 · What I need
choice-ask-want = 4 · What I ask
choice-ask-about = What it is about
choice-ask-to = To whom
choice-ask-as-it-is = Nothing, it is fine
choice-ask-send = Send it
choice-ask-change = Change a step
choice-ask-drop = Throw it away
refusal-ask-whom = Whom? One to five people, by name, for example: { $example }
refusal-ask-many = A request goes to { $most } people at most, each by name. What is for everybody is best said in the group.
refusal-ask-self = That is you yourself. A request goes to somebody else, for example: { $example }
refusal-ask-day = You have sent { $most } requests within a day. The next one can leave from { $moment } on.
refusal-ask-want = This one step cannot stay empty: what do you ask?
refusal-ask-gone = That request is not there any more; nothing changed. To begin one: { $example }
request-may = { $by } would like to ask you something. Is it a good moment?
request-may-about = { $by } would like to ask you something ({ $about }). Is it a good moment?
request-may-free = No hurry: a no or a silence is told to nobody.
request-from = { $by } asks you
request-see = What I see: { $words }
request-feel = How I feel: { $words }
request-need = What I need: { $words }
request-want = What I ask: { $words }
request-free = Yes, no or no answer: all three are fine.
request-how = Answer with a button, or simply write: your next message here goes to { $name }, and to nobody else.
request-answer = { $by } answers you · { $about }
request-says-can = I can.
request-says-cannot = I cannot.
request-says-elsewhere = Somebody else would be better placed.
request-passed = Passed on to { $name }, and to nobody else.
request-answered = { $name } has your answer already.
request-not-now = Fine, and told to nobody. Should a good moment come, it is still here until { $day }.
request-more-who =
    { $count ->
        [one] Asked by { $by } on { $day }, of you alone.
       *[other] Asked by { $by } on { $day }, of { $count } people, each in private.
    }
request-more-about = About: { $about }
request-more-free = Yes only means reading a few lines. Nobody is reminded, and on { $day } it is erased.
request-which = Whose request?
request-gone = That request is not there any more; nothing is expected of you.
request-off = Noted: no more requests from anybody, and nobody is told. To allow them again: { $example }
request-on = Noted: people can ask you things again.
ask-request-else = Whom could { $name } ask instead? Write me a name or a few words: they go to { $name } alone.
ask-request-say = Write it to me: your next message here goes to { $name }, and to nobody else.
choice-request-yes = { $name }: yes, I read it
choice-request-notnow = { $name }: not now
choice-request-else = { $name }: someone else?
choice-request-more = { $name }: tell me more
choice-request-off = No more of these
choice-request-on = Allow them again
choice-request-elsewhere = Just say: someone else
choice-answer-can = I can
choice-answer-cannot = I cannot
choice-answer-say = In my own words

## Settings, coordination, state

settings-title = Settings
settings-language-en = Language of the group: English
settings-language-fr = Language of the group: French
settings-zone = Time zone of the group: { $place } ({ $zone })
settings-country = Country, for the names of feasts and for dates such as 3/4: { $country }
settings-country-off = Country: none yet, dates are read with the day first
settings-quiet = Quiet hours here: from { $start } to { $end }
settings-quiet-days = Quiet hours here: not the same every day, see { $example }
settings-quiet-off = Quiet hours here: none
settings-holidays = Public holidays: quiet like a Sunday
settings-holidays-off = Public holidays: days like any other
settings-effort = A task that says nothing of its effort counts { $effort }
settings-effort-off = A task that says nothing of its effort counts nothing
settings-talk-silent = What I say here: reactions and the digest, nothing else
settings-talk-normal = What I say here: reactions, cards of tasks, the digest
settings-talk-full = What I say here: reactions, cards, the digest, and answers for all to read
choice-effort = What a task counts …
choice-effort-of = { $effort }
choice-effort-none = Nothing
noted-effort = Noted: a task that says nothing of its effort counts { $effort }.
noted-effort-off = Noted: a task that says nothing of its effort counts nothing.
ask-effort = How much does a task count that says nothing of its effort? As below, or for example: { $example }
refusal-effort = How much time, up to 40 h? For example: { $example }
choice-talk = What I say here …
choice-talk-silent = Reactions and the digest only
choice-talk-normal = Cards, too
choice-talk-full = Answers for all to read, too
noted-talk-silent = Noted: here I only react and bring the digest. What somebody has to know comes in private.
noted-talk-normal = Noted: here I react, show tasks as cards and bring the digest. Answers come in private.
noted-talk-full = Noted: what is asked here is answered here, for all to read.
choice-holidays-on = Public holidays like a Sunday
choice-holidays-off = Public holidays like any other day
noted-holidays = Noted: public holidays are quiet like a Sunday.
noted-holidays-off = Noted: public holidays are days like any other.
settings-digest =
    Digest: { $weekday ->
        [0] on Mondays
        [1] on Tuesdays
        [2] on Wednesdays
        [3] on Thursdays
        [4] on Fridays
        [5] on Saturdays
        [6] on Sundays
       *[other] every week
    } at { $time }
settings-digest-off = Digest: none
settings-coordinators = Coordination: { $people }
settings-no-coordinators = Coordination: nobody yet
settings-mine = For you alone
settings-my-language-en = Your language: English
settings-my-language-fr = Your language: French
settings-my-language-off = Your language: the group's
settings-my-zone = Your time zone: { $place } ({ $zone })
settings-my-zone-off = Your time zone: the group's
ask-language = Which language?
ask-country = Which country? As below, or its name, for example: { $example }
choice-country = { $country }
ask-zone = Which time zone? As below, or a city, for example: { $example }
choice-zone = { $place } ({ $zone })
choice-zone-off = The group's
choice-other-zone = Another time zone
choice-my-zone = My own time zone
choice-group-language-en = English for the group
choice-group-language-fr = Français pour le groupe
choice-my-language-en = English for me
choice-my-language-fr = Français pour moi
choice-quiet-on = Quiet from { $start } to { $end }
choice-quiet-off = No quiet hours
choice-digest-on = Digest on Mondays
choice-digest-off = No digest
noted-language-en = Noted: from now on I speak English here.
noted-language-fr = Noted: from now on I speak French here.
noted-my-language-en = Noted: with you I speak English.
noted-my-language-fr = Noted: with you I speak French.
noted-my-language-off = Noted: with you I speak the group's language.
noted-country = Noted: the names of feasts, and dates such as 3/4, are read as in this country: { $country }.
noted-country-off = Noted: dates are read with the day first, as in most countries.
noted-zone = Noted: days, quiet hours and the digest follow the clocks of { $place } ({ $zone }).
noted-my-zone = Noted: your dates are read and said by the clocks of { $place } ({ $zone }).
noted-my-zone-off = Noted: your dates follow the group's time zone.
refusal-settings = Which setting? For example: { $example }
refusal-language = I do not speak that language yet. For example: { $example }
refusal-country = I do not know that country. For example: { $example }
refusal-zone = I do not know that time zone. A large city nearby will do, for example: { $example }
coordinators-title = Who coordinates here
coordinators-none = I know of nobody who coordinates here. An administrator or moderator of the chat does as soon as they write to me.
coordinators-more = To name somebody: { $example }
coordinator-by-chat = { $name }, as an administrator or moderator of the chat
coordinator-named = { $name }
coordinator-you = { $by } made you a coordinator of the group. Thank you!
coordinator-can = Quiet hours, digest and roles are in your hands as well: { $settings }, { $help }.
coordinator-you-no-more = { $by } took you off the coordination. Thank you for what you did.
choice-coordinator-off = Not for me
noted-coordinator = Noted: { $name } coordinates.
noted-coordinator-off = Noted: { $name } coordinates no more.
administrator-stays = { $name } administers or moderates the chat, and so coordinates in any case.
refusal-coordinator = Who coordinates? For example: { $example }
refusal-no-coordinator = { $name } does not coordinate here. Who does: { $example }
refusal-last-coordinator = Nobody else coordinates here. Name somebody first, for example: { $example }
status-title = What I hear and do here
status-hears = I react to lines that begin like { $example }, and to { $name } before the words. All the rest I let go by.
status-hears-commands = I react to lines that begin like { $example }, without accents. Nothing else reaches me here, not even my name.
status-no-reactions = I do not see reactions to messages.
status-deletes-nothing = I cannot delete a private command that is typed here by mistake.
status-administrator = To change this: in the settings of the group, add me under “Administrators”, with no other right than “Delete messages”.
status-delete-right = To change this: in the settings of the group, give me the right to delete messages, as moderators have it.
status-encrypts = This chat is end-to-end encrypted, and so is what I write.
status-in-clear = This chat is not encrypted: its server can read it.
status-not-signed = Nothing vouches for my device yet: some apps may refuse to read me, or to be read by me. Whoever hosts me can mend that with { $command }.
status-refused =
    { $count ->
        [one] This week one of my messages could not be posted here. May I write in the group?
       *[other] This week { $count } of my messages could not be posted here. May I write in the group?
    }
status-unreadable =
    { $count ->
        [one] This week I could not read { $count } message that was written here.
       *[other] This week I could not read { $count } messages that were written here.
    }
status-private = I can write to you in private.
status-no-private = I cannot write to you in private yet: open a conversation with me.
status-digest = Next digest: { $moment }
status-digest-later = The first digest comes after the first task.
status-no-digest = No digest here.
status-may-close = I may close the chat to writing in quiet hours, if the coordination wants it: { $example }
status-closes = In quiet hours I close the chat to writing; reactions stay open.
status-may-not-close = I may not close the chat to writing in quiet hours.
status-closes-not = In quiet hours I should close the chat to writing, and I may not.
close-right = That takes the administrator's right “Ban users” on Telegram, and on Matrix the power level that changes permissions, often 100.
status-quiet-until = It is quiet here until { $moment }.
status-quiet-from = It is quiet here next from { $moment } on.
status-never-quiet = There are no quiet hours here.
status-held =
    { $count ->
        [0] No letter is waiting for open hours.
        [one] { $count } letter of the group is waiting for open hours.
       *[other] { $count } letters of the group are waiting for open hours.
    }
status-coordinators = Coordination: { $people }
status-you-named = You coordinate: somebody of the coordination named you.
status-you-administrator = You coordinate as an administrator or moderator of the chat; I asked on { $moment }.
status-you-member = You are a member; I asked on { $moment }.
status-you-unknown = I could not ask lately what your role in the chat is.
status-more = What one can do: { $help }. What is set: { $settings }.

## Roles

roles-title = Who answers for what
roles-none = No roles yet. For example: { $example }
role-name = { $role }
role-held = { $role }: { $name }
role-asked = { $role }: proposed to { $name }
role-vacant = { $role }: to decide
role-asks = { $by } proposes a role to you:
role-owes-nothing = Yes or no, both are fine. Without an answer it moves on by itself.
role-lapsed = Your proposal got no answer; this role is as it was before: { $role }
role-accepted = { $name } said yes and answers for this from now on: { $role }
role-freed = { $by } put a role of yours back among what is to decide: { $role }. Thank you for what you did.
choice-role-decline-of = { $role }: not this time
choice-role-back = { $role }: I give it back
noted-role = Noted: you answer for this: { $role }
noted-role-free = Noted: this role is to decide: { $role }
noted-role-removed = Noted: this role is off the list: { $role }
noted-asked-unreachable = Noted. I cannot write to { $name } in private yet; here, { $example } is enough to say yes.
refusal-role = Which role, and who? For example: { $example }
refusal-no-such-role = There is no role { $role } yet. For example: { $example }
refusal-role-held = { $name } answers for { $role } already, and may pass it on. All roles: { $example }
refusal-role-not-asked = No role is waiting for your answer. All roles: { $example }
refusal-long-role = That is long for the name of a role: { $most } characters at most.
refusal-many-roles = There are { $most } roles already; one of them can go: { $example }

## Debates set aside

# $topic is a letter that names the debate, with a link to it.
debate-title = { $topic } · { $title }
debate-parked = ⏸ set aside: it is on the agenda of the next meeting
debate-decided = ✅ decided on { $day }: { $words }
debate-dropped = ✖ off the agenda
debate-view = { $text }
debate-view-of = { $text } — { $who }
debate-views =
    { $count ->
        [0] no views yet
        [one] { $count } view
       *[other] { $count } views
    }
debate-more-views =
    { $count ->
        [one] … and { $count } more view
       *[other] … and { $count } more views
    }
debate-there = It is set aside already: { $topic } · { $title }
choice-debate = { $name } · { $title }
choice-my-view = Add my view
choice-my-view-of = { $name }: my view
choice-other-view = Change my view
choice-with-name = With my name
choice-without-name = Without my name
choice-withdraw = Take it back
choice-settled = Settled
choice-drop = Off the agenda
choice-decisions = What was decided
ask-view = What do you think, in one line? Write it here.
ask-privately = This goes on in private: write me your answer there, in one line.
ask-view-name = It will stand without your name, unless you choose to add it afterwards.
ask-decide = What was decided, in one line? Write it here.
ask-which-debate = Which debate? As below, or for example: { $example }
noted-parked = Noted: { $topic } · { $title } waits for the next meeting.
noted-settled = To take it back within ten minutes: { $example }
view-noted = Noted for { $topic }: { $text }
view-named = With your name, on the card.
view-unnamed = Without your name, on the card from { $moment }, with what others write until then.
view-kept = Until the decision I remember whose it is, so that you can change it; then I forget. I can hide neither a way of writing, nor that nobody else wrote that day.
view-withdrawn = Taken back: your view is gone.
view-withdrawn-later = Taken back: your view leaves the card tomorrow morning.
agenda-title = What awaits the next meeting
agenda-parked = Debates set aside ({ $count })
agenda-roles = Roles to decide ({ $count })
milestones-title = Milestones ahead ({ $count })
milestones-more = and { $count } more, later
milestones-none = No milestone is ahead. For example: { $example }
projects-title = Projects ({ $count })
projects-more = { $count } more: { $example }
projects-none = No project goes on here. To begin one: { $example }
project-titled = #{ $name } { $title }
project-counts = { $open } open, { $done } done
project-ended = ended
project-dates = Dates ({ $count })
project-tasks = To be done ({ $count })
project-no-objective = What is it for? { $example }
noted-project = Noted: #{ $name }. A task joins it by that word: { $example }
noted-project-end =
    { $count ->
        [0] Noted: #{ $name } is over.
        [one] Noted: #{ $name } is over; its open task stays.
       *[other] Noted: #{ $name } is over; its { $count } open tasks stay.
    }
noted-project-again = Noted: #{ $name } goes on.
ask-project = There is no project #{ $name } yet.
choice-project-make = Make #{ $name }
choice-projects = The projects
choice-projects-ended = Ended ({ $count })
choice-project-end = It is over
choice-project-again = Take it up again
agenda-dates = Dates ahead ({ $count })
agenda-empty = Nothing awaits the next meeting. To set a debate aside: { $example }
decisions-title = What was decided
decisions-none = No decision is noted yet. For example: { $example }
decisions-more = Older ones can be found: { $example }
find-projects = Projects ({ $count })
find-debates =
    { $count ->
        [one] { $count } debate
       *[other] { $count } debates
    }
refusal-park = Which debate? In answer to a message of it, or for example: { $example }
refusal-many-parked = There are { $most } debates waiting already; one of them can be settled first: { $example }
refusal-agenda = I found no such debate. For example: { $example }. To set one aside: { $again }
refusal-no-such-debate = There is no debate with this letter here. What waits: { $example }
refusal-debate-over = { $topic } · { $title } is over. To see what became of it: { $example }
refusal-settle = To note how { $topic } · { $title } ends is for whoever set it aside, and for the coordination. What you think counts: { $example }

## The group's charter

choice-charter = The charter
choice-charter-write = Write the charter
choice-charter-change = Write it otherwise
choice-charter-now = Let it hold
choice-charter-version = Version { $version }
choice-apart = Go on in private
apart = The rest is in private.
charter-title = The group's charter, version { $version }
charter-since = in force since { $since }
charter-held = { $since } to { $until }
charter-was-off = From that day on the group had no charter.
charter-none = This group has no charter.
charter-ours = What this bot itself keeps to:
charter-ours-request = A task is proposed; saying no is always fine, and needs no reason.
charter-ours-calm = Nobody has to be available; at night nothing rings.
charter-ours-count = Nobody is counted or ranked, and your talk is not kept.
charter-outside = Outside of the group you can turn to: { $contact }
charter-how = For coordinators: { $change } · { $contact }
charter-ask = This is how version { $version } will read:
charter-meanwhile = Meanwhile version { $version } came to hold; nothing of it is lost. Yours would replace it, like this:
charter-will = The next digest will say in one line that there is a version { $version }. Earlier ones can still be read.
charter-same = That is the text of version { $version } already.
charter-new = New charter: version { $version }
charter-over = The charter does not hold any more
ask-charter = Write me the charter, in { $most } characters at most; lines stay lines. I show it before it holds.
ask-charter-contact = Whom can people turn to outside of the group? A person or an association, and how to reach them. For example: { $example }
noted-charter = Version { $version } holds. To take it back within ten minutes: { $example }
noted-charter-off = The group has no charter any more; earlier ones can still be read. To take that back within ten minutes: { $example }
noted-outside = Noted. Outside of the group people can turn to: { $contact }
noted-outside-off = Noted: the charter names nobody outside of the group any more.
refusal-charter-empty = The text of the charter is missing. For example: { $example }
refusal-long-charter = That is long: { $there } characters, and { $most } at most.
charter-no-version = There is no version { $version }. The charter of today: { $example }
refusal-undo-charter = This charter is announced already, or another one followed. Whatever is written anew replaces it.

## What is told the coordination in confidence

forwarded = A forwarded message. What shall I do with it?
forwarded-unseen = A forwarded message; I see no words in it. What shall I do with it?
choice-forward-task = Make it a task
choice-forward-task-in = Make it a task: { $team }
choice-forward-report = Report it
choice-forward-report-in = Report it: { $team }
ask-report = What happened? Write it in one message, or forward to me here the one that it is about.
ask-report-whose = What happened? Write it in one message, or forward to me here the one that it is about; your messenger does not tell me whose it is, so I shall ask you.
ask-report-then = Nothing leaves yet. Two people of the coordination will read it, never somebody whom it concerns; you see first who, and what they will read.
ask-report-who = Whom does it concern?
ask-report-who-of = Whom does it concern? The message bears the name “{ $name }”.
ask-report-who-then = A choice below, or a name to write. That person learns nothing of it from me, and reads none of it.
ask-report-note = What was done? Write it in one line; only those to whom report { $number } is entrusted will read it.
report-preview = This is what will be read:
report-others = Those who would read it have changed. This is what will be read:
report-read-by =
    { $count ->
        [one] One person alone will read it: { $names }
       *[other] It will be read by these, and nobody else: { $names }
    }
report-when = It arrives outside of quiet hours.
report-unsigned = If you send it without your name, I give it to nobody; what you write may still let them guess.
report-sent = It is on its way to { $names }.
report-then = I shall tell you here when it was read, and when it was dealt with; nothing else, and nobody else.
report-kept = erased by itself, on { $until } at the latest
report-off = It is erased.
report-back = It is taken back: nothing of it is left.
report-off-none = There is nothing to erase.
report-off-sent = What you reported on { $day } was sent already. Take it back?
report-enough = { $most } reports in a day are a lot to read. Tomorrow I take the next one; until then somebody who coordinates can listen to you.
report-nobody = Nobody here can read what you have to say: there is no coordinator whom it does not concern and whom I can reach.
report-outside = Outside of the group you can turn to: { $contact }
report-no-outside = The group has named nobody outside of it. Talk to somebody whom you trust; associations for victim support and mediation listen, too.
report-danger = In danger, 112 answers at any hour in Europe.
report-alone = What you reported on { $day } has nobody left among the coordinators to read it.
report-was-seen = What you reported on { $day } was read.
report-was-done = What you reported on { $day } was dealt with.
report-comes = This is entrusted to you. Talk of it only with those who read it, too.
report-title = Report { $number }
report-quote = The message:
report-quote-of = The message, by { $name }:
report-there = { $where }
report-about = Person concerned: { $name }
report-about-nobody = Nobody is named.
report-about-other = It concerns somebody whom I do not know here.
report-about-gone = The person concerned is here no more.
report-by = Reported by { $name }
report-unnamed = Reported without a name.
report-with = Also read by: { $names }
report-you-alone = Nobody else reads it.
report-note-how = To add a line: { $example }
report-over = It is over.
report-line-note = { $at }, { $name }: { $words }
report-line-passed = { $at }: { $name } handed it on
report-line-followed = { $at }: { $name } reads it from then on
report-line-ended = { $at }: ended by { $name }
report-ended = Report { $number } is over. It erases itself on { $until }; what stands in this conversation is yours to delete.
report-passed = Noted: you do not read report { $number } any more. What stands in this conversation is yours to delete.
report-taken-back = Report { $number } was taken back by whoever wrote it; nothing of it is left.
report-not-here = There is no report to read here under that number.
report-yours =
    { $count ->
        [one] One report is entrusted to you:
       *[other] { $count } reports are entrusted to you:
    }
report-item = { $number }, of { $day }
report-item-over = { $number }, of { $day }, over
report-own = To report something yourself, write it here, or: { $example }
choice-report-read = Read { $number }
choice-report-tell = Report something
choice-report-seen = I have read it
choice-report-note = Note what was done
choice-report-done = It is over
choice-report-pass = It concerns me: to somebody else
choice-report-send = Send without my name
choice-report-send-named = Send with my name
choice-report-without = Not to { $name }
choice-report-words = Other words
choice-report-about = Whom it concerns
choice-report-off = Send nothing, erase all
choice-report-back = Take it back
choice-report-nobody = Name nobody
choice-report-other = Somebody else
refusal-report-who = I know nobody here called “{ $name }”. Another name, or one of the choices above?
refusal-report-note = A line with words, and { $most } lines at most.
refusal-no-report = There is nothing to send. To begin: { $example }

## Load

load-title = Your coming eight weeks
load-group-title = The group's coming eight weeks
load-group = The group
# A line a week: "02 Mar 12 of 20 h", then a bar.
load-week = { $day } { $hours } { $cells }
load-hours = { $promised } h
load-hours-of = { $promised } of { $there } h
load-day =
    { $day } { $month ->
        [one] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
        [12] Dec
       *[other] .
    }
load-sign-promised = { $sign } promised
load-sign-free = { $sign } free
load-sign-perhaps = { $sign } free at best
load-sign-too-much = { $sign } too much
load-sum = Promised until { $day }: { $promised } h.
load-sum-of = Until { $day }: { $promised } h promised, of { $there } h available.
load-too-full =
    { $count ->
        [one] More is promised than there is time for in the week of { $days }.
       *[other] More is promised than there is time for in the weeks of { $days }.
    }
load-untaken = Not taken yet: { $hours } h.
load-after = Promised for later: { $promised } h.
load-assumed =
    { $count ->
        [one] One task says nothing of its effort: it counts { $effort }.
       *[other] { $count } tasks say nothing of their effort: each counts { $effort }.
    }
load-unsaid =
    { $count ->
        [one] One task says nothing of its effort, and counts nothing.
       *[other] { $count } tasks say nothing of their effort, and count nothing.
    }
load-undated =
    { $count ->
        [one] One task has no date: it is spread over the eight weeks.
       *[other] { $count } tasks have no date: they are spread over the eight weeks.
    }
load-half-hours = Rounded to half hours
load-whole-hours = Rounded to whole hours
load-from-today = the first week counts from today on
load-nothing = You have promised nothing for the coming weeks.
load-whose = Promised: what everybody has taken on. Available: what people said they can give, minus their absences.
load-no-hours = I do not know how much time you have. You can say it to me alone: { $example }
load-not-yet = The group's hours are told once at least { $people } people gave theirs, so that nobody's can be guessed. To give yours, in private: { $example }
choice-load-group = The group, week by week
choice-my-hours = My hours
choice-load = My load, and the group's
refusal-load = Yours or the group's? For example: { $example }
hours-title = Your time: { $hours } a week
hours-range = { $least } to { $most }
hours-week = in the week of { $day }: { $hours }
hours-private = Nobody else sees this, coordinators included. Only totals of the group are told, from five people on.
hours-off = Noted: nothing is kept of your hours any more. To say them again: { $example }
ask-hours = How many hours a week can you usually give? For example: { $example }
choice-hours = { $hours } h
choice-hours-this-none = Nothing this week
choice-hours-next-none = Nothing next week
choice-hours-this-as-usual = This week as usual
choice-hours-next-as-usual = Next week as usual
choice-hours-off = Forget my hours
refusal-hours = How many hours a week, from 0 to 168? For example: { $example }
refusal-hours-week = Which week, and how many hours? For example: { $example }
refusal-hours-first = First what you can usually give, then single weeks. For example: { $example }
time-minutes = { $minutes } min
time-hours = { $hours } h
time-both = { $hours } h { $minutes }
picture-load = Promised and available, by week
picture-load-own = Your weeks: promised and available
picture-load-promised = promised
picture-load-there = available
picture-load-perhaps = at best
picture-load-too-much = too much
picture-load-alt = Bars for eight weeks: what is promised beside what is available, as said in words above.
file-load = load


## Digest

digest-title = Digest from { $start } to { $end }
digest-empty = A calm week: nothing to report.
digest-decide = To be decided ({ $count })
digest-free = Still looking for someone ({ $count })
digest-week = Due this week ({ $count })
digest-late = Late ({ $count })
digest-waiting = Waiting, waited for, or tight ({ $count })
digest-done = Done, thank you ({ $count })
digest-parked = Set aside for the next meeting ({ $count })
digest-ahead = Milestones and appointments ahead ({ $count })
digest-thanks = 💛 { $by } thanks { $to }
digest-thanks-for = 💛 { $by } thanks { $to } for { $words }
digest-thanks-saying = 💛 { $by } thanks { $to }: { $words }
digest-load = Promised and available
digest-urgent = Urgent, with sound ({ $count })
digest-rang = { $at }: { $reason }
item-role = { $role }: nobody yet
digest-more =
    { $count ->
        [one] … and { $count } more line in private.
       *[other] … and { $count } more lines in private.
    }
digest-calm =
    The calm: { $held ->
        [0] no letter held
        [one] { $held } letter held
       *[other] { $held } letters held
    } until open hours, { $sounds ->
        [0] no sound
        [one] { $sounds } sound
       *[other] { $sounds } sounds
    } in the group{ $saved ->
        [0] { "" }
        [one] , { $saved } message spared by a card
       *[other] , { $saved } messages spared by cards
    }.
own-title = Your part, from { $start } to { $end }
own-asked = Waiting for your answer ({ $count })
own-week = In your hands this week ({ $count })
own-awaited = Others wait for these ({ $count })
own-done = Done, thank you ({ $count })
own-empty = Nothing is waiting for you, and nothing presses.
watch-title = For the coordination, from { $start } to { $end }
watch-unanswered =
    { $count ->
        [one] { $count } proposal without an answer yet
       *[other] { $count } proposals without an answer yet
    }
watch-urgent =
    { $count ->
        [one] { $count } urgent message
       *[other] { $count } urgent messages
    }
watch-moved = Moved three times or more ({ $count })
watch-too-soon = Due before what they wait for ({ $count })
watch-empty = Nothing here needs the coordination.
fact-too-soon = { $number } is due later
since-title = Since { $day }
since-decided = Decided ({ $count })
since-taken = Taken on ({ $count })
since-moved = New date ({ $count })
since-new = New ({ $count })
since-nothing = Nothing happened since { $day }.
back-offers = Welcome back! What happened meanwhile is here, whenever you like.
choice-since = What happened meanwhile
choice-since-of = { $team }: what happened meanwhile
choice-watch = For the coordination
choice-own-on = To me every week
choice-own-off = No more every week
choice-watch-on = To me every week
choice-watch-off = Coordination: no more every week
digest-me-on = Noted: it comes in private, with the digest of the group.
digest-me-off = Noted: it comes no more by itself.
refusal-digest-me = Should it come every week? For example: { $example }
refusal-since = Since which day? For example: { $example }
digest-set = Noted: the next digest comes on { $moment }.
digest-off = Noted: no more digest here. To have it back: { $example }

## Files

export-which = As which file?
export-table = Here are the tasks, as CSV.
export-names = It holds people's names: please keep it among those who need it.
refusal-export = As which file? For example: { $example }
choice-export-table = Tasks (CSV)
file-tasks = tasks
file-workbook = follow-up
sheet-tasks = Tasks
sheet-load = Load
sheet-indicators = Over time
cell-link = open
sheet-load-week = Week
sheet-load-promised = Hours promised
sheet-load-untaken = Hours nobody has taken
sheet-load-least = Hours available, surely
sheet-load-most = Hours available, at most
sheet-load-of = from { $day }
sheet-load-later = later
indicator-title = Tasks over time
indicator-from = From
indicator-to = To
indicator-made = Made
indicator-done = Done
indicator-open = Open at its end
indicator-late = Late at its end
indicator-free = Nobody had taken
indicator-held = Letters held in quiet hours
indicator-sounds = Letters with sound
indicator-note = Counted from the tasks as they are today: a deadline that was moved counts where it is now.
indicator-held-note = Letters: as far back as they are known. Sounds: those in the group.
export-workbook = Here is the spreadsheet: the tasks, the load of the coming weeks, and how it went.
choice-export-workbook = Spreadsheet
file-calendar = calendar
calendar-of-team = { $team }
calendar-of-me = { $team }: my tasks
export-calendar = Here are the dates of all open tasks, for a calendar.
choice-export-calendar = Calendar
calendar-which = Your calendar can read the dates from a private address, and follows by itself. Which dates?
calendar-made-me = With this address your calendar shows your tasks of { $team }:
calendar-made-team = With this address your calendar shows the dates of { $team }:
calendar-address = { $address }
calendar-keep = In your calendar: “Add by URL” or “Subscribe”. Whoever has the address can read it, so keep it to yourself. I tell it only this once. To end it: { $off }
calendar-there = You have an address for this already, and I do not keep it in words. A new one ends the old one.
calendar-none = You have no calendar address here.
calendar-off = Whoever hosts me has not switched on calendar addresses. I can send a file instead.
calendar-file-me = Here are the dates of your tasks, for a calendar.
noted-calendar-off = Done: your calendar addresses for this group lead nowhere any more.
refusal-calendar = Which dates? For example: { $example }
choice-calendar-me = My tasks
choice-calendar-team = The whole group
choice-calendar-new = New address
choice-calendar-off = End them
choice-calendar-file-me = File: my tasks
choice-calendar-file-team = File: the whole group
file-archive = archive
export-archive = Here is all that the group has here: tasks, notes, roles, debates. Another Accalmie reads it with “accalmie import”.
choice-export-archive = Archive (JSON)
file-too-large = I could not send the file: it is larger than this messenger takes.
column-number = No.
column-title = Task
column-kind = Kind
column-project = Project
column-lead = Who
column-helpers = With help from
column-state = State
column-due = Due
column-late = Late
column-effort = Hours
column-important = Important
column-after = After
column-repeats = Repeats
column-notes = Notes
column-created = Created
column-closed = Closed
column-why = Reason
column-link = Link
cell-yes = yes
cell-for-name = for { $name }?
kind-milestone = milestone
kind-event = appointment
state-over = over
state-ahead = ahead
state-owned = in hand
state-proposed = asked
state-free = nobody yet
state-done = done
state-cancelled = dropped

## Help

help-title = What you can do here
help-line = { $command } — { $says }
help-example = { $command }
help-more = For more about a command: { $example }
help-abandon = give a task back, or drop it for everybody
help-accept = say yes to a proposal
help-after = let a task wait for another
help-canwe = whether the group can take more on, with the figures
help-cancel = drop a task for everybody
help-critical = what decides a date, and the time that is left
help-report = tell the coordination in confidence what happened
help-charter = read the group's charter; coordinators write it
help-edit = correct a task
help-undo = take back your last change
help-decline = say no to a proposal, without a trace
help-digest = the digest, one's own part, what happened since a day; day and hour (coordinators)
help-done = say that it is done
help-due = move the date
help-find = search titles and notes, also of what is over
help-give = propose a task to someone
help-help = this help
help-helpwanted = look for more hands for a task
help-settings = what is set here; the language and time zone (coordinators), and one's own
help-status = what I hear and do here
help-coordinator = who coordinates; name somebody (coordinators)
help-project = what tasks with a #name are for: the projects, one of them, or a new one
help-milestone = a date that counts; tasks lead to it or wait for it (see after)
help-role = who answers for what; propose or take a role
help-note = add one line to a task
help-privacy = what is kept, why and for how long
help-calendar = an address at which your own calendar reads the dates, and follows by itself
help-export = all that the group has, as a file: spreadsheet, calendar, archive (coordinators)
help-mydata = all that is kept with your name on it, as a file, in private
help-forgetme = have the bot forget you, after it said what that means
help-quiet = see the quiet hours; change them (coordinators)
help-myquiet = one's own quiet hours; nobody else sees them
help-ask = ask somebody for something in private, in four short steps; each is asked first, and a no is told to nobody
help-away = be away for a while: nothing comes, and nobody is told
help-hours = the hours a week that you can give; nobody else sees them
help-load = what is promised, beside what is available, for the coming weeks
help-link = one team in several chats, one person with several accounts
help-later = write at night what is posted in the morning in your name
help-park = set a debate aside until the next meeting
help-agenda = what awaits the next meeting; what you think of it, and what was decided
help-release = give a task back, no questions asked
help-reopen = open a closed task again
help-template = a kit of tasks for what comes back, with dates counted from a day
help-event = an appointment: everybody says with one tap whether they come
help-thanks = a word of thanks, in the next digest
help-urgent = make the whole group ring: once a week for each person, by a confirmation in quiet hours
help-start = get your reminders in private
help-take = take a task, or help with it
help-task = make a task, or see it again
help-tasks = the list, most urgent first

## Telegram: its menu of commands, and the bot's own page

# A line of the menu; Telegram shows the beginning of it.
menu-line = { $says }: { $example }
# At most 120 characters, shown on the bot's page.
profile-short = A group's tasks, with who and until when. Quiet nights, no rankings, one short digest a week.
# At most 512 characters, shown before the first private message.
profile = I keep a group's tasks: who takes care of what, and until when. Nights and days off stay quiet, and one short digest a week replaces many messages. It is always a request, and no is an answer. Press Start to get your own reminders here. What is kept, and for how long: { $privacy }

## The terminal: what stands around the messages

terminal-to-group = group
terminal-to-person = → { $name }, in private
terminal-kind-ack = reaction
terminal-kind-answer = answer
terminal-kind-card = card
terminal-kind-proposal = proposal
terminal-kind-request = request
terminal-kind-nudge = nudge
terminal-kind-digest = digest
terminal-kind-event = announcement
terminal-kind-urgent = urgent
terminal-kind-later = message for later
terminal-kind-system = news
terminal-kind-about = { $kind } { $number }
terminal-joined =
    { $count ->
        [one] { $count } message
       *[other] { $count } messages in one
    }
terminal-loud = 🔔 with sound
terminal-silent = 🔕 silent
terminal-edited = ✎ card { $number }
terminal-held = 🌙 held until { $until }: { $what } for { $name }
terminal-waited = held since { $moment }
terminal-night = 🌙 quiet hours until { $until }: nothing rings
terminal-clocks = the clocks change in the night
terminal-in-private = (in private)
terminal-presses = presses [ { $label } ]
terminal-presses-private = presses, in private, [ { $label } ]
terminal-reacts = reacts: { $emoji }
terminal-joins = joins the group
terminal-leaves = leaves the group
terminal-coordinates = now coordinates the group
terminal-coordinates-no-more = coordinates the group no more
terminal-adds = adds the bot to the group
terminal-removes = removes the bot from the group
terminal-admits = lets the bot in: accalmie admit
terminal-bot-leaves = The bot leaves the group.
terminal-corrects = corrects: { $text }
terminal-here = Type here as any person of the group:
terminal-say-group = { $name } /task Buy some tea on saturday me
terminal-how-group = in the group
terminal-say-private = { $name }> /digest
terminal-how-private = in private, with the sign >
terminal-say-press = { $name } { $number }
terminal-how-press = presses the button of that number
terminal-say-time = +1d  +2h  +30m
terminal-how-time = moves the clock on
terminal-say-help = ?
terminal-how-help = this help
terminal-say-leave = q
terminal-how-leave = leave
terminal-people = The people: { $people }.
terminal-first = The group is still empty: the first name to write brings the bot in, and coordinates.
terminal-newcomers = A new name enters the group by a command.
terminal-who = Who is speaking? For example: { $name } /tasks
terminal-what = What does this person say? For example: { $name } /tasks
terminal-unknown = { $name } is not in the group. You can type as: { $people }.
terminal-stranger = { $name } is not in the group yet. A command there lets them in: { $handle } /tasks
terminal-which-time = How far? For example: +2h, and a year at most.
terminal-real-time = Time passes by itself here. The clock can be moved by hand in the demonstration: accalmie demo
terminal-file = 📎 { $name }
terminal-file-saved = 📎 saved as { $path }
terminal-now = ⏩ { $moment }

## The demonstration

demo-title = One week with Accalmie
demo-intro = An association prepares its ball. Its members chat; what begins with / is for the bot.
demo-skip = Any key skips to the end of the week.
demo-yours = Your turn! The clock is in your hands.
demo-end = What next
demo-next = From here: the file README.md, and “accalmie run” for a group of your own, in real time.
demo-again = From a real terminal, you can then type as any of these people: make run

# Several chats of one team, several accounts of one person

link-code = For another chat to join “{ $team }”, somebody who coordinates there types this in it, within { $minutes } minutes:
link-typed = { $example }
link-then = Then all of you share one list of tasks. The code counts once. On Matrix, the line begins with an exclamation mark instead of /.
link-ask = “{ $mine }” would become one team with “{ $team }”, with one list of tasks.
link-tasks =
    { $count ->
        [one] The task of “{ $name }” comes along with a new number: { $was } becomes { $now }.
       *[other] The { $count } tasks of “{ $name }” come along with new numbers: { $was } becomes { $now }, and so on.
    }
link-tasks-stay =
    { $count ->
        [one] The task of “{ $name }” comes along and keeps its number.
       *[other] The { $count } tasks of “{ $name }” come along and keep their numbers.
    }
link-debates = The debates of “{ $name }” that are set aside get new letters.
link-roles = A role that both have, held by two people, will be to decide.
link-ask-team = Language and time zone will be those of “{ $team }”. Each chat keeps its quiet hours and its digest.
choice-link = Join “{ $team }”
link-joined = “{ $mine }” and “{ $team }” are one team from now on, with one list of tasks.
refusal-link = A code has six letters or digits, for example { $example }. Typed alone, the command gives one.
link-no-code = This code does not count, or not any more. The code of a chat is typed in the other chat, one's own in private. For a new one: { $example }
link-tries = Several codes did not count. In an hour you can try again.
refusal-link-same = This chat is in the team “{ $team }” already.
link-me = For your other account to be you as well, write this to me from it, in private, within { $minutes } minutes:
link-to-nobody = Show this code to nobody: whoever gives it is you from then on. To join two chats, type the command in one of them.
link-ask-me = You would be one person with “{ $name }” on { $messenger }: the same tasks, rights, settings and private letters, on both.
link-ask-yours = Only if that account is yours. Did somebody send you this code? Then leave it.
choice-link-me = Both are mine
link-united = From now on you are one with “{ $name }”. I write to you where you last wrote to me.
link-united-there = The account “{ $name }” is yours as well from now on. If that was not you, write there or here: { $example }
refusal-link-own = This account is yours already. Write the code to me from the other one.
refusal-link-where = Chats are joined in a chat, and accounts in private: { $example }
link-off-ask = “{ $chat }” would have a team of its own again. Tasks that were made there or came with it go with it: { $tasks }. Stay here: { $staying }. Numbers stay as they are.
link-off-people = People are in the team of the chat in which they are, and where they carry something. Roles go with whoever holds them.
link-off-cut =
    { $count ->
        [one] One task waits for one on the other side, and will not any more.
       *[other] { $count } times a task waits for one on the other side, and will not any more.
    }
choice-link-off = Part “{ $chat }”
link-off = “{ $chat }” has a team of its own again. Tasks, with their numbers, are where they were made.
link-off-me-ask = This account would be a person of its own again. Where your other account is, your tasks and roles stay with it; where you are by this one alone, they stay with this one.
choice-link-off-me = Part this account
link-off-me = This account is a person of its own again.
link-off-there = The account “{ $name }” is no more yours.
link-alone = This chat is joined to no other. In the other one, or here: { $example }
link-one = I know you by this account alone. To have another one: { $example }
status-chats = One team in several chats: { $chats }

## Templates: kits of tasks that come back

relative-itself = the day itself
relative-days-before = { $count ->
    [one] the day before
   *[other] { $count } days before
 }
relative-days-after = { $count ->
    [one] the day after
   *[other] { $count } days after
 }
relative-weeks-before = { $count ->
    [one] a week before
   *[other] { $count } weeks before
 }
relative-weeks-after = { $count ->
    [one] a week after
   *[other] { $count } weeks after
 }
relative-months-before = { $count ->
    [one] a month before
   *[other] { $count } months before
 }
relative-months-after = { $count ->
    [one] a month after
   *[other] { $count } months after
 }
relative-years-before = { $count ->
    [one] a year before
   *[other] { $count } years before
 }
relative-years-after = { $count ->
    [one] a year after
   *[other] { $count } years after
 }
relative-at = { $when }, { $time }
relative-morning = { $when }, in the morning
relative-noon = { $when }, at lunchtime
relative-afternoon = { $when }, in the afternoon
relative-evening = { $when }, in the evening
relative-night = { $when }, at night
templates-title = Kits of tasks for what comes back
templates-item = { $name } · { $count ->
    [one] 1 task
   *[other] { $count } tasks
 }
templates-how = To look at one: { $example }
templates-none = No template yet: a kit of tasks for what comes back every year. By hand: { $example } · of a project: { $other }
template-title = { $name } · { $count ->
    [one] 1 task
   *[other] { $count } tasks
 }
template-how = To use it for a day: { $example }
template-wanted = { $wanted } people
template-after = after { $items }
template-no-names = Names stay out of a template: who does it is asked anew each time.
template-plan = { $name } for { $day }: { $count } tasks would be made in #{ $project }
template-past = { $day } is over: due today
template-already = #{ $project } has open tasks already ({ $count }); these would come on top.
template-applied = { $count ->
    [one] One task
   *[other] { $count } tasks
 } made from the template { $name } for { $day }: #{ $project }
template-rest = … and { $count } more: { $example }
template-list = The list: { $example }
choice-template = { $name }
choice-template-make = make the { $count } tasks
choice-tasks-of = the list of #{ $project }
noted-template-line = Noted in the template { $name } ({ $count }):
noted-template-made = Noted: the template { $name }, counted from { $day }. Nobody's name is in it.
noted-template-out = Taken out of the template { $name }:
noted-template-off = Noted: the template { $name } is gone. The tasks that were made from it stay.
noted-template-applied = Noted: { $count ->
    [one] one task
   *[other] { $count } tasks
 } made in #{ $project }. The list: { $list } · to take all of it back: { $back }
noted-undone-many = Taken back: the { $count } tasks that were made together.
ask-template-day = On which day was #{ $project }? Choose it, or type it: { $example }
refusal-template = I do not understand that of a template. To add a task: { $example } · to use it: { $other }
refusal-template-date = I do not understand that date, or it is over. For example: { $example }
refusal-no-template = There is no template { $name } here. To begin one: { $example } · all of them: { $list }
refusal-template-line = What is there to do, and when? For example: { $example }
refusal-template-place = There is no task { $place }. in this template. It is shown by: { $example }
refusal-template-empty = The template { $name } is empty. To add a task: { $example }
refusal-template-there = There is a template { $name } already. Another name will do; to look at it: { $example }
refusal-template-long = A template holds { $most } tasks at most; two templates do for more.
refusal-many-templates = { $most } templates are as many as I keep. The list, to see which may go: { $example }
refusal-project-empty = There is no task in #{ $project } to make a template of. For example: { $example }

## Events: who comes

coming = 🙋 { $count ->
    [one] 1 comes
   *[other] { $count } come
 }: { $people }
coming-more = { $count } more
coming-count = 🙋 { $count }
coming-you = you come
choice-come = I come
choice-cannot = I cannot
choice-cannot-of = #{ $number }: I cannot
event-tomorrow = Tomorrow, and you said that you come:
event-moved = An appointment to which you come has changed. It is now:
event-off = An appointment to which you wanted to come does not take place:
events-title = Appointments ahead ({ $count })
events-more = and { $count } more, later
events-none = No appointment is ahead. For example: { $example }
ask-which-event = Which appointment?
noted-come = Noted, you come: { $number } { $title }
noted-cannot = Noted. Nobody learns of it.
refusal-event-title = Which appointment, and when? For example: { $example }
refusal-event-date = When is it? For example: { $example }
refusal-event-people = An appointment is in nobody's hands: leave names and numbers of people out, everybody says for themselves whether they come. For example: { $example }
refusal-event-over = The appointment { $number } is over, or does not take place. What is ahead: { $example }
refusal-event-ahead = The appointment { $number } has not taken place yet. To call it off: { $example }
refusal-date-there = There is { $number } { $title } already. To change its date: { $example } · to add another one, give it another title.
refusal-no-event = { $number } is no appointment. What is ahead: { $example }
## Before a yes

beyond-task = { $number } ({ $effort } by { $day })
beyond-task-undated = { $number } ({ $effort }, no date)
beyond-then = With { $tasks }, you would have promised { $promised } by then.
beyond = With { $tasks }, you would have promised { $promised } by { $day }.
beyond-there = You said { $hours } a week: about { $there } until then.
beyond-none = You said { $hours } a week: hardly anything until then.
beyond-assumed = What says nothing of its effort counts { $effort }.
beyond-free = Only you read this, and nothing is changed yet. Whatever you choose is fine.
choice-anyway = Take it anyway
choice-anyway-several = Take them anyway
choice-anyway-of = #{ $number }: take it anyway
choice-find = Find someone
choice-find-of = #{ $number }: find someone
search-asks = Somebody is looked for, and you may have room:
search-asks-help = A helping hand is looked for, and you may have room:
search-free = Yes or no, both are fine. Nobody learns that you were asked, unless you say yes. Without an answer I ask somebody else.
search-begun = Noted: I ask those with room one after the other, in private. You hear from me once somebody says yes, or if I find nobody.
search-goes-on = I am asking around for it already.
search-found = { $name } takes on { $number } { $title }.
search-nobody = I looked, and found nobody for now:
search-nobody-handed = I looked, and found nobody for now. It stays in your hands until somebody takes it over:
invites = Hands are wanted here, if you have the time:
invites-free = No answer is needed. Such a letter comes once a week at most.
choice-noask = Do not ask me
ask-me-no-more = Noted: I do not ask you of my own accord any more, and nobody is told. To allow it again: { $example }
hours-unasked = I do not ask you of my own accord whether a task suits you.
choice-ask-me = You may ask me again
ask-me-again = Noted: I may ask you now and then whether something suits you.
watch-few-two = One or two people carry about { $percent } % of what is open.
watch-few = { $people } people carry about { $percent } % of what is open.
