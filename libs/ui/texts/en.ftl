ui-site-name = Sambruk
ui-language-name = English
ui-clock = at{"\u00a0"}{ $hour }:{ $minute }
ui-months = January February March April May June July August September October November December
ui-months-short = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

ui-skip = Skip to the content
ui-menu = Menu
ui-menu-close = Close the menu
ui-navigation = Main menu
ui-crumbs = You are here
ui-switch = Change organisation or role
ui-sign-in = Sign in
ui-sign-out = Sign out
ui-language-switch = På svenska
ui-demonstration-label = Demonstration
ui-lent-label = Support access
ui-demonstration = Demonstration. All people, votes and amounts are invented.
ui-footer = About this site
ui-accessibility = Accessibility statement
ui-version = Version { $version }
ui-waiting = { $count ->
    [one] { $count } waiting
   *[other] { $count } waiting
  }
ui-error-prefix = Error: { $title }

ui-optional = optional
ui-choose = Choose
ui-error = Error:
ui-error-summary = { $count ->
    [one] One answer needs correcting
   *[other] { $count } answers need correcting
  }

ui-table-empty = Nothing to show.
ui-table-count = { $count ->
    [one] { $count } row
   *[other] { $count } rows
  }
ui-table-total = Total
ui-sorted-ascending = sorted ascending
ui-sorted-descending = sorted descending
ui-sort = sort
ui-pagination = Pages
ui-page-previous = Previous
ui-page-next = Next
ui-page-number = Page { $page }
ui-page-range = Showing { $first } to { $last } of { $total }
ui-page-none = No matches
ui-page-shown = { $count ->
    [one] Showing { $count } row
   *[other] Showing { $count } rows
  }
ui-page-newer = Newer
ui-page-older = Older
ui-filters = Filter
ui-filter-form = Filter the list
ui-filter-show = Show
ui-filter-clear = Clear
ui-saved-filters = Saved filters
ui-saved-manage = Manage
ui-saved-save = Save the filter
ui-saved-name = Name of the filter
ui-saved-send = Save
ui-search = Search
ui-search-clear = Clear the search

ui-notice-info = Information:
ui-notice-good = Done:
ui-notice-warning = Warning:
ui-notice-error = Error:
ui-steps = Steps
ui-step-of = Step { $number } of { $total }
ui-step-done = done
ui-step-current = in progress
ui-step-todo = to do
ui-progress = { $done } of { $total }
ui-chart-table = Show as a table
ui-explain = How it is calculated
ui-confirmation-next = What happens next?
