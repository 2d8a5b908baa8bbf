namespace AutopilotReset.Simulator.Fleet;

/// <summary>The directory's people: enough for every device to have somebody of its own.</summary>
internal static class People
{
    public const string Domain = "practice.example";

    private static readonly string[] _first =
    [
        "Lena", "Jonas", "Mia", "Paul", "Zofia", "Luca", "Amina", "Noah", "Freya", "Mateo", "Aylin", "Tom", "Chiara", "Olaf", "Priya", "Sven",
        "Nadia", "Hugo", "Iris", "Kofi", "Ruth", "Emil", "Selma", "Yuki", "Clara", "Marek", "Alma", "Theo", "Vera", "Ivan", "Lotte", "Omar",
    ];

    private static readonly string[] _last =
    [
        "Fischer", "Novak", "Rossi", "Lindqvist", "Okafor", "Schmidt", "Dupont", "Garcia", "Yilmaz", "Jensen", "Kowalski", "Tanaka", "Moreau",
        "Weber", "Silva", "Petrov", "Bakker", "Haas", "Keller", "Nagy", "Brandt", "Costa", "Horvat", "Wolf", "Meyer", "Ivarsson", "Quist",
    ];

    private static readonly string[] _departments = ["School 3", "Sales", "Care", "Finance", "Workshop", "Library", "Human Resources", "Research"];

    public static List<PracticeUser> Generate(int seed, int count)
    {
        var people = new List<PracticeUser>(count);
        for (var i = 0; i < count; i++)
        {
            var first = _first[i % _first.Length];
            var last = _last[i / _first.Length % _last.Length];
            var round = i / (_first.Length * _last.Length);
            var number = round == 0 ? "" : (round + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            people.Add(Person(seed, $"{first} {last}{(round == 0 ? "" : " ")}{number}", $"{first}.{last}{number}", _departments[i % _departments.Length]));
        }
        return people;
    }

    public static PracticeUser Person(int seed, string displayName, string alias, string department)
    {
        var upn = $"{alias}@{Domain}";
        return new PracticeUser { Id = Ids.For(seed, "user", upn), DisplayName = displayName, UserPrincipalName = upn, Mail = upn, Department = department };
    }
}
