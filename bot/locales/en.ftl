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
noted-done = Noted, thank you: { $tasks }.
noted-asked = Noted: { $name } has been asked.
noted-for-name = Noted: until { $name } turns up, the task stays open to anyone.
noted-help = Noted: looking for more hands.
noted-cancelled = Noted: { $tasks } dropped.
noted-undone = Taken back: { $tasks }.
noted-after = Noted: { $task } comes after { $tasks }.
look-alike = It resembles { $number } { $title }. If it is the same, this one can go.
free-to-start = What this one was waiting for is over, the way is free:
dropped-by = { $who } dropped a task of yours:
near-miss = Did you mean { $command }?
edit-too-late = After a quarter of an hour, an edited message changes nothing any more. To correct the task: { $example }
from-team = { $team }
task-made = Task { $number } made: { $title }
stale-button = This button is out of date; nothing changed.
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
refusal-who = To whom? For example: { $example }
refusal-unknown-person = I do not know { $name } here yet; nothing changed.
refusal-already-asked = { $name } has { $number } in view already.
refusal-date = I did not understand the date. For example: { $example }
refusal-filter = Which tasks? For example: { $example }
refusal-help = I do not know that command. All commands: { $example }
refusal-coordinators = This setting belongs to the group's coordinators.
refusal-role-unknown = I could not ask just now who coordinates here; please try again in a moment.
refusal-quiet = Which quiet hours? For example: { $example }
refusal-never-open = At least one hour of the week must be open. For example: { $example }
refusal-digest = Which day and hour? For example: { $example }
ask-which-person = Several people are called { $name }. Who is meant?
ask-which-date = Which date?
ask-when = By when? A button, or for example: { $example }
refusal-involved = Dropping { $number } is for its author, its owner or the coordinators. To give it back: { $example }
refusal-nothing-to-undo = There is nothing to take back from the last ten minutes.
refusal-undo-changed = Something changed there since, so it is not taken back.
refusal-cycle = That would turn in circles: { $tasks }. Nothing changed.
refusal-after = After which task? For example: { $example }
refusal-edit = What should change? For example: { $example }
ask-which-task = Which task? A button, or for example: { $example }
ask-which-team = For which group?

## A task's card

card-title = { $number } { $title }
card-quote = “{ $text }”
card-note = 📝 { $text } — { $who }
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
fact-helpers = { $people } helping
fact-important = ‼ important
fact-project = #{ $project }
fact-wanted = { $there } of { $wanted }
fact-after = after { $tasks }
fact-blocks = { $tasks } waiting for it
fact-help = looking for more hands
effort-minutes = ~{ $minutes } min
effort-hours = ~{ $hours } h
effort-both = ~{ $hours } h { $minutes }
due-day = 📅 { $day } included
due-moment = 📅 { $moment }
due-none = no date
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

## A task's history

history-made = { $at }: made by { $who }
history-taken = { $at }: taken by { $who }
history-helped = { $at }: { $who } lends a hand
history-done = { $at }: done, noted by { $who }
history-reopened = { $at }: opened again by { $who }
history-moved-from = { $at }: new deadline, by { $who } (before: { $was })
history-moved = { $at }: new deadline, by { $who }
history-cancelled = { $at }: dropped by { $who }
history-undone = { $at }: taken back by { $who }
history-corrected = { $at }: corrected by { $who }
history-recurs = { $at }: it comes back
history-not-yet = { $at }: not yet, the one before is open again

## Buttons

choice-take = I take it
choice-take-of = I take #{ $number }
choice-accept = I take it
choice-decline = Not this time
choice-accept-of = #{ $number }: I take it
choice-decline-of = #{ $number }: not this time
choice-done = It is done
choice-done-of = #{ $number }: it is done
choice-help = I can help
choice-help-of = #{ $number }: I can help
choice-where-of = #{ $number }: where are we?
choice-new-date-of = #{ $number }: new date
choice-need-help-of = #{ $number }: I need help
choice-give-back-of = #{ $number }: I give it back
choice-day = { $day }
choice-moment = { $moment }
choice-person = { $name }
choice-rest = See the rest
choice-my-tasks = My tasks
choice-help-me = Help
choice-cancel-of = Drop #{ $number }
choice-task = { $number } { $title }
choice-team = { $team }
choice-typed = { $command }

## Proposals and nudges

proposal-asks = { $by } proposes a task to you:
proposal-free = Yes or no, both are fine. Without an answer it moves on by itself.
lapsed = Your proposal got no answer; the task is looking for someone again:
nudge-ahead = In two days:
nudge-day = Coming up:
nudge-after = Where is this task? Its date has passed, and that is all right:

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

## Quiet hours

quiet-title = Quiet hours of the coming seven days
quiet-open = { $day }: open all day
quiet-window = { $day }: quiet from { $start } to { $end }
quiet-none = No quiet hours here. To set some: { $example }
quiet-says = In these hours I make nothing ring, and reminders wait.

## Digest

digest-title = Digest from { $start } to { $end }
digest-empty = A calm week: nothing to report.
digest-free = Nobody has taken these yet ({ $count })
digest-week = Due this week ({ $count })
digest-late = Late ({ $count })
digest-waiting = Waiting, or waited for ({ $count })
digest-done = Done, thank you ({ $count })
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
    } in the group.
digest-set = Noted: the next digest comes on { $moment }.
digest-off = Noted: no more digest here. To have it back: { $example }

## Help

help-title = What you can do here
help-line = { $command } — { $says }
help-example = { $command }
help-more = For more about a command: { $example }
help-accept = say yes to a proposal
help-after = let a task wait for another
help-cancel = drop a task for everybody
help-edit = correct a task
help-undo = take back your last change
help-decline = say no to a proposal, without a trace
help-digest = the digest, now and in private; its day and hour (coordinators)
help-done = say that it is done
help-due = move the date
help-give = propose a task to someone
help-help = this help
help-helpwanted = look for more hands for a task
help-quiet = see the quiet hours; change them (coordinators)
help-release = give a task back, no questions asked
help-reopen = open a closed task again
help-take = take a task, or help with it
help-task = make a task, or see it again
help-tasks = the list, most urgent first

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
terminal-first = The group is still empty: a new name enters it by a command, and the first one coordinates.
terminal-newcomers = A new name enters the group by a command.
terminal-who = Who is speaking? For example: { $name } /tasks
terminal-what = What does this person say? For example: { $name } /tasks
terminal-unknown = { $name } is not in the group. You can type as: { $people }.
terminal-stranger = { $name } is not in the group yet. A command there lets them in: { $handle } /tasks
terminal-which-time = How far? For example: +2h, and a year at most.
terminal-real-time = Time passes by itself here. The clock can be moved by hand in the demonstration: accalmie demo
terminal-now = ⏩ { $moment }

## The demonstration

demo-title = One week with Accalmie
demo-intro = An association prepares its ball. Its members chat; what begins with / is for the bot.
demo-skip = Any key skips to the end of the week.
demo-yours = Your turn! The clock is in your hands.
demo-end = What next
demo-next = From here: the file README.md, and “accalmie run” for a group of your own, in real time.
demo-again = From a real terminal, you can then type as any of these people: make run
